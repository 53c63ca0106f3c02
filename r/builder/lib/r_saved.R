# The library of the image before, of an incremental build. It is no library of this build: what somebody asks for is
# moved from it into the own one, so that what nobody asks for any more stays behind. Sourced by r_packages.R.

# The packages in a folder, a row each as of installed.packages(); no row for no folder.
saved_packages <- function(folder) {
  utils::installed.packages(if (nzchar(folder)) folder else tempfile(), noCache = TRUE)
}

own_library <- function() .libPaths()[[1L]]

# Moves packages into the own library, each with all that it needs; those of which something is missing stay.
take_saved <- function(names, saved) {
  for (name in intersect(names, rownames(saved))) {
    needs <- tools::package_dependencies(name, saved, c("Depends", "Imports", "LinkingTo"), recursive = TRUE)[[1L]]
    of_saved <- intersect(needs, rownames(saved))
    others <- setdiff(needs, of_saved)
    if (length(installed(others)) == length(others)) {
      move_saved(c(name, of_saved), saved)
    }
  }
}

# Moves packages as they are, of those that the own library does not have.
move_saved <- function(names, saved) {
  for (name in setdiff(names, dir(own_library()))) {
    from <- file.path(saved[name, "LibPath"], name)
    # Another layer of the image is another file system.
    if (!suppressWarnings(file.rename(from, file.path(own_library(), name)))) {
      file.copy(from, own_library(), recursive = TRUE, copy.date = TRUE)
    }
  }
}

# What packages need of others, as the repository says, so that it is not fetched again; nothing where it cannot be asked, which the installation will tell.
needed_of_repository <- function(names) {
  index <- suppressWarnings(tryCatch(utils::available.packages(), error = function(condition) NULL))
  if (is.null(index)) character() else unlist(tools::package_dependencies(names, index, recursive = TRUE))
}
