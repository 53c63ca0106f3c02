# Installs the R packages of a component, and fails if one of them is missing afterwards.
# Usage: Rscript --no-init-file r_packages.R KIND WHY SAVED, in the source folder; KIND is install.R, renv.lock or DESCRIPTION.
# In:  options(repos), from CRAN_MIRROR; the first library of .libPaths(), which may have packages already; in the folder
#      SAVED the library of the image before, or nothing
# Out: the packages. On failure: code 1, and in the file WHY two lines, the cause and the remedy
# install.packages() itself only warns: an image without its packages would be found out in production.

step <- function(...) cat("---> ", ..., "\n", sep = "")

fail <- function(cause, remedy) {
  writeLines(c(gsub("[[:space:]]+", " ", cause), remedy), commandArgs(TRUE)[[2L]])
  quit("no", status = 1L, runLast = FALSE)
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
install_from_repository <- utils::install.packages

install_missing <- function(pkgs, ..., repos = getOption("repos")) {
  if (is.null(repos) || any(grepl("[/\\\\]", pkgs))) {
    asked <<- c(asked, sub("_.*$", "", basename(sub("/+$", "", pkgs))))
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
    # What they need, too, is not fetched again.
    take_saved(needed_of_repository(wanted), saved)
    noting_warnings(install_from_repository(wanted, ..., repos = repos))
  }
  invisible()
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
  fields <- read.dcf(path, c("Depends", "Imports", "LinkingTo"))
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
  tryCatch(
    source("install.R", local = globalenv(), echo = FALSE),
    error = function(condition) {
      fail(paste0("install.R failed: ", conditionMessage(condition)), "mend install.R, or the line of it that R names above")
    }
  )
}

switch(commandArgs(TRUE)[[1L]], install.R = by_script(), renv.lock = by_lock(), DESCRIPTION = by_description())
missing <- setdiff(asked, installed(asked))
if (length(missing)) {
  # A repository that cannot be reached explains what is missing; else what was said of the package does.
  unreached <- grep("unable to access|cannot open URL", said, value = TRUE)
  of_package <- grep(missing[[1L]], said, value = TRUE, fixed = TRUE)
  why <- sub("\n.*", "", utils::head(c(unreached, of_package), 1L))
  fail(
    paste0(
      "package ", paste(missing, collapse = ", "), " could not be installed from ", getOption("repos")[[1L]],
      if (length(why)) paste0(": ", sub(":$", "", why))
    ),
    "see the lines above; set CRAN_MIRROR to a repository that has it (-e CRAN_MIRROR=https://…), or mount a folder with build.env at /run/s2i-build"
  )
}
