# What a component returned, in the few forms that the server reads: a list with
# `kind`, and by kind `value`, `dim`, `names`. Cells are left in R's own order
# (columns first); the server makes rows of them.
as_payload <- function(x) {
  if (is.null(x)) {
    return(list(kind = "none"))
  }
  if (inherits(x, "seldon_any")) {
    return(list(kind = "any", value = list(as.character(x$type_url), as.raw(x$value))))
  }
  if (is.data.frame(x)) {
    return(frame_payload(x))
  }
  if (inherits(x, "scalar")) {
    return(list(kind = "scalar", value = as.vector(without_class(x))))
  }
  x <- without_class(x)
  if (is.raw(x)) {
    return(list(kind = "raw", value = as.vector(x)))
  }
  if (is_vector(x)) {
    return(list(kind = "array", value = as.vector(x), dim = dim(x), names = colnames_of(x)))
  }
  if (!is.list(x) || is.object(x)) {
    return(list(kind = "other", value = type_name(x)))
  }
  if (is.null(dim(x))) {
    return(list(kind = "list", value = nested(x)))
  }
  list(kind = "cells", value = lapply(as.vector(x), nested), dim = dim(x), names = colnames_of(x))
}

frame_payload <- function(x) {
  # One vector for all cells, where every column is of plain doubles: a closure for each column takes 5 µs.
  if (length(x) && all(vapply(x, is.double, NA)) && !any(vapply(x, is.object, NA)) && all(lengths(x) == nrow(x))) {
    return(list(kind = "frame", value = unlist(x, use.names = FALSE), dim = dim(x), names = names(x)))
  }
  if (any(vapply(x, function(column) length(dim(column)) > 1L, NA))) {
    # Columns that are matrices become columns of their own.
    columns <- lapply(as.list(x), without_class)
    x <- do.call(data.frame, c(columns, check.names = FALSE))
  }
  columns <- lapply(unname(as.list(x)), function(column) {
    column <- without_class(column)
    if (is_vector(column)) as.vector(column) else lapply(as.list(column), nested)
  })
  list(kind = "frame", value = columns, dim = dim(x), names = names(x))
}

# Lists as they go into JSON: what has a class becomes what it looks like.
nested <- function(x) {
  if (is.data.frame(x)) {
    return(lapply(seq_len(nrow(x)), function(i) lapply(as.list(x), function(column) nested(column[[i]]))))
  }
  if (inherits(x, "scalar")) {
    return(as.vector(unclass(x)))
  }
  if (inherits(x, "AsIs") && is.atomic(x)) {
    return(unname(as.list(unclass(x))))
  }
  x <- without_class(x)
  if (is.null(x) || is_vector(x)) {
    return(x)
  }
  if (is.list(x) && !is.object(x)) {
    found <- lapply(x, nested)
    if (!is.null(dim(x))) {
      dim(found) <- dim(x)
    }
    return(found)
  }
  structure(list(), class = "seldon_other", type = type_name(x))
}

# Factors, dates and times as text, and vectors without their class; all else as it is.
without_class <- function(x) {
  if (!is.object(x)) {
    return(x)
  }
  if (is.factor(x) || inherits(x, c("Date", "POSIXt"))) {
    text <- as.character(x)
    attributes(text) <- attributes(x)[c("dim", "dimnames")]
    return(text)
  }
  if (is.atomic(x) || inherits(x, "AsIs")) {
    attributes(x) <- attributes(x)[intersect(names(attributes(x)), c("names", "dim", "dimnames"))]
  }
  x
}

is_vector <- function(x) is.logical(x) || is.numeric(x) || is.character(x)

# The names of the second dimension.
colnames_of <- function(x) {
  if (length(dim(x)) < 2L) NULL else dimnames(x)[[2L]]
}

type_name <- function(x) class(x)[[1L]]
