# Installs what a renv.lock has, by renv, and looks whether it came so. Sourced by r_packages.R.
# renv takes old versions from the archive of a repository, and packages from where else the lock names (GitHub, Bioconductor, …).

lock_remedy <- "see the lines above; set CRAN_MIRROR to a repository that has it, or make the lock anew (renv::snapshot()) and commit it"

restore_lock <- function(path, saved) {
  lock <- read_lock(path)
  records <- lock$Packages[setdiff(names(lock$Packages), "renv")]
  if ("renv" %in% names(lock$Packages)) {
    step("Left out: renv itself, which a component that is served does not need")
  }
  tell_other_r(lock$R$Version)
  move_saved(names(records)[fit(records, saved[, "LibPath"])], saved)
  missing <- names(records)[!fit(records, .libPaths())]
  if (length(missing) < length(records)) {
    step("Already installed: ", paste(setdiff(names(records), missing), collapse = ", "))
  }
  if (length(missing)) {
    why <- run_renv(path, lock, setdiff(names(lock$Packages), missing))
    check_restored(records[missing], why)
  }
}

read_lock <- function(path) {
  # Without the first, nobody here would have to be asked; the second would fetch packages that were compiled for others.
  Sys.setenv(RENV_PATHS_ROOT = file.path(tempdir(), "renv"), RENV_CONFIG_CACHE_ENABLED = "FALSE", RENV_PPM_ENABLED = "FALSE")
  lock <- tryCatch(renv::lockfile_read(path), error = function(condition) condition)
  # renv makes an empty list of what is not there; a lock of a project without packages has its R.
  if (inherits(lock, "error") || (!length(lock$Packages) && is.null(lock$R))) {
    why <- if (inherits(lock, "error")) conditionMessage(lock) else "it has no Packages"
    fail(paste0(path, " cannot be read: ", why), "make it anew (renv::snapshot()), and commit it")
  }
  lock
}

tell_other_r <- function(version) {
  if (!is.null(version) && !identical(version, as.character(getRversion()))) {
    cat("NOTICE: renv.lock was made with R ", version, "; this image has ", as.character(getRversion()), "\n", sep = "")
  }
}

# Which of the records are installed in these libraries as they say, version and hash.
fit <- function(records, libraries) {
  found <- installed_records(names(records), libraries)
  vapply(names(records), function(name) is.null(difference(records[[name]], found[[name]])), logical(1L))
}

# What renv would write of packages in these libraries. Without repositories it asks nobody where they are from.
installed_records <- function(names, libraries) {
  if (!length(names) || !length(libraries)) {
    return(list())
  }
  # The second form of a lock has no hashes.
  before <- options(renv.lockfile.version = 1L, repos = character())
  on.exit(options(before))
  renv::lockfile_create(type = "all", libpaths = unique(libraries), packages = names, prompt = FALSE, force = TRUE)$Packages
}

# How a package differs from its record: "what: got (expected: …)", or NULL.
difference <- function(record, found) {
  if (is.null(found)) {
    return("missing")
  }
  # Of a repository's package pak notes the version as RemoteSha, and renv nothing.
  fields <- c("Version", if (!identical(record$Source, "Repository")) "RemoteSha", "Hash")
  for (field in fields) {
    if (!is.null(record[[field]]) && !identical(record[[field]], found[[field]])) {
      return(paste0(if (field != "Version") paste0(field, " "), found[[field]], " (expected: ", record[[field]], ", as in renv.lock)"))
    }
  }
  NULL
}

# Returns what renv stopped with, or nothing.
run_renv <- function(path, lock, exclude) {
  repos <- getOption("repos")
  if (length(lock$R$Repositories) && !nzchar(Sys.getenv("CRAN_MIRROR"))) {
    # A folder that the caller has mounted stays the first.
    repos <- c(repos[names(repos) == "folder"], unlist(lock$R$Repositories))
  }
  # renv itself would keep the source, which has the names of temporary folders in it.
  options(repos = repos, install.opts = c(same_each_time, "--without-keep.source"))
  why <- tryCatch(
    {
      noting_warnings(renv::restore(
        project = getwd(), lockfile = path, library = own_library(), exclude = exclude, repos = repos, prompt = FALSE, clean = FALSE
      ))
      character()
    },
    error = conditionMessage
  )
  unlink(file.path(own_library(), ".renv"), recursive = TRUE)
  why
}

check_restored <- function(records, why) {
  found <- installed_records(names(records), .libPaths())
  wrong <- Filter(Negate(is.null), Map(function(name, record) difference(record, found[[name]]), names(records), records))
  if (!length(wrong)) {
    return(invisible())
  }
  missing <- names(wrong)[wrong == "missing"]
  if (length(missing)) {
    repository <- utils::tail(getOption("repos"), 1L)[[1L]]
    versions <- vapply(records[missing], function(record) record$Version, "")
    fail(
      paste0(
        "package ", paste(missing, versions, collapse = ", "), ", as in renv.lock, could not be installed from ", repository,
        if (length(why)) paste0(": ", sub("\n.*", "", why[[1L]]))
      ),
      lock_remedy,
      unread = repository
    )
  }
  fail(paste0("package ", names(wrong)[[1L]], ": ", wrong[[1L]]), lock_remedy)
}
