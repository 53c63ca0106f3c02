# Installs the R packages of a component, and fails if one of them is missing afterwards.
# Usage: Rscript --no-init-file r_packages.R KIND WHY SAVED, in the source folder; KIND is install.R, renv.lock or DESCRIPTION.
# In:  options(repos), from CRAN_MIRROR; the first library of .libPaths(), which may have packages already; in the folder
#      SAVED the library of the image before, or nothing
# Out: the packages. On failure: code 1, and in the file WHY two lines, the cause and the remedy; a third has the
#      repository that could not be read, if there was one
# install.packages() itself only warns: an image without its packages would be found out in production.

step <- function(...) cat("---> ", ..., "\n", sep = "")

end_r <- base::quit

fail <- function(cause, remedy, unread = character()) {
  writeLines(c(gsub("[[:space:]]+", " ", cause), remedy, unread), commandArgs(TRUE)[[2L]])
  end_r("no", status = 1L, runLast = FALSE)
}

installed <- function(packages) {
  Filter(function(name) nzchar(system.file(package = name)), packages)
}

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)[[1L]]))
source(file.path(here, "r_saved.R"))
saved <- saved_packages(commandArgs(TRUE)[[3L]])

# Which packages were asked for, by the name that they have once they are installed.
asked <- character()
said <- character()
# The same files each time: no date, and no help pages, which have the names of temporary folders in them and which no
# server shows. What compiling leaves in a folder of the source goes.
same_each_time <- c("--no-docs", "--no-help", "--clean", "--built-timestamp=1970-01-01")
install_of_r <- utils::install.packages
install_from_repository <- function(..., INSTALL_opts = same_each_time) {
  install_of_r(..., INSTALL_opts = INSTALL_opts)
}

install_missing <- function(pkgs, ..., repos = getOption("repos")) {
  if (is.null(repos) || any(grepl("[/\\\\]", pkgs))) {
    asked <<- c(asked, vapply(pkgs, package_in, ""))
    return(noting_warnings(install_from_repository(pkgs, ..., repos = repos)))
  }
  asked <<- c(asked, pkgs)
  take_saved(pkgs, saved)
  have <- installed(pkgs)
  if (length(have)) {
    step("Already installed: ", paste(have, collapse = ", "))
  }
  wanted <- setdiff(pkgs, have)
  if (length(wanted)) {
    if (nrow(saved)) take_saved(needed_of_repository(wanted), saved)
    noting_warnings(install_from_repository(wanted, ..., repos = repos))
  }
  invisible()
}

# The name of the package that a folder or an archive has.
package_in <- function(path) {
  description <- file.path(path, "DESCRIPTION")
  if (file.exists(description)) {
    return(read.dcf(description, "Package")[[1L]])
  }
  sub("_.*$", "", basename(path))
}

# What R says of a failure is lost among the compiler's lines, so it is told again at the end.
noting_warnings <- function(install) {
  withCallingHandlers(install, warning = function(condition) said <<- c(said, conditionMessage(condition)))
}

mask <- function(name, value, namespace) {
  for (env in list(asNamespace(namespace), as.environment(paste0("package:", namespace)))) {
    if (bindingIsLocked(name, env)) unlockBinding(name, env)
    assign(name, value, env)
  }
}

read_description <- function(path) {
  fields <- tryCatch(
    read.dcf(path, c("Depends", "Imports", "LinkingTo")),
    error = function(condition) fail(paste0(path, " cannot be read: ", conditionMessage(condition)), "mend the file")
  )
  items <- trimws(unlist(strsplit(fields[!is.na(fields)], ",")))
  items <- items[nzchar(items)]
  names <- sub("[[:space:](].*$", "", items)
  floors <- ifelse(grepl(">=", items), gsub("^.*>=[[:space:]]*|[[:space:])]*$", "", items), NA)
  data.frame(name = names, floor = floors)[names != "R", ]
}

too_old <- function(needs) {
  needs <- needs[!is.na(needs$floor) & needs$name %in% installed(needs$name), ]
  old <- mapply(function(name, floor) utils::packageVersion(name) < floor, needs$name, needs$floor)
  needs[as.logical(old), ]
}

by_description <- function() {
  needs <- read_description("DESCRIPTION")
  take_saved(needs$name, saved)
  old <- too_old(needs)
  if (nrow(old)) {
    step("Too old: ", paste(old$name, collapse = ", "))
    noting_warnings(install_from_repository(old$name))
    asked <<- old$name
  }
  install_missing(needs$name)
  old <- too_old(needs)
  if (nrow(old)) {
    fail(
      paste0("package ", old$name[[1L]], ": ", utils::packageVersion(old$name[[1L]]), " (expected: ", old$floor[[1L]], " or newer, as in DESCRIPTION)"),
      "set CRAN_MIRROR to a repository that has it, or lower what DESCRIPTION asks for"
    )
  }
}

by_lock <- function() {
  source(file.path(here, "r_lock.R"))
  restore_lock("renv.lock", saved)
}

by_script <- function() {
  mask("install.packages", install_missing, "utils")
  # A script that ends R would end what looks for missing packages, too.
  for (name in c("quit", "q")) mask(name, end_script, "base")
  tryCatch(
    source("install.R", local = globalenv(), echo = FALSE, encoding = "UTF-8"),
    end_of_script = function(condition) NULL,
    error = function(condition) {
      fail(paste0("install.R failed: ", conditionMessage(condition)), "mend install.R, or the line of it that R names above")
    }
  )
}

end_script <- function(save = "default", status = 0, runLast = TRUE) {
  if (status != 0) stop("quit: status ", status, call. = FALSE)
  signalCondition(structure(list(message = "quit", call = NULL), class = c("end_of_script", "condition")))
}

# Source packages that the caller has mounted are a repository before the others. What s2i has injected once is an
# empty file afterwards.
offer_folder <- function(folder) {
  found <- list.files(folder, "[.]tar[.]gz$", full.names = TRUE)
  found <- found[file.size(found) > 0]
  if (length(found) == 0L) {
    return(invisible())
  }
  root <- tempfile("packages")
  contrib <- file.path(root, "src", "contrib")
  dir.create(contrib, recursive = TRUE)
  file.copy(found, contrib)
  tools::write_PACKAGES(contrib, type = "source")
  options(repos = c(folder = paste0("file://", root), getOption("repos")))
  step("Packages of ", folder, ": ", length(found))
}

# Ends R with the reason why packages are missing, by what R has said of them.
explain_missing <- function(missing, said) {
  names <- paste(missing, collapse = ", ")
  from <- utils::tail(getOption("repos"), 1L)[[1L]]
  first <- function(pattern) sub(":?\n.*", "", utils::head(grep(pattern, said, value = TRUE), 1L))
  # Of a package that needs one which cannot be compiled, both are named: the first is why.
  broken <- first("had non-zero exit status|^installation of .* failed:")
  if (length(broken)) {
    fail(
      paste0("package ", names, " could not be installed: ", broken),
      "see R's words above; a library that it needs comes into the builder by: make -C r image EXTRA_PACKAGES=…"
    )
  }
  unread <- first("unable to access index for repository")
  why <- c(unread, first("is not available for this version of R"), "it is missing, and R has said nothing")
  fail(
    paste0("package ", names, " could not be installed from ", from, ": ", why[[1L]]),
    "mend the name, or set CRAN_MIRROR to a repository that has it",
    unread = sub("/src/contrib$", "", sub("^.*for repository ", "", unread))
  )
}

offer_folder("/run/s2i-build/packages")
invisible(switch(commandArgs(TRUE)[[1L]], install.R = by_script(), renv.lock = by_lock(), DESCRIPTION = by_description()))
missing <- setdiff(asked, installed(asked))
if (length(missing)) explain_missing(missing, said)
