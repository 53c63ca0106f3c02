#' What a component can tell about itself
#'
#' Optional methods for the class of your object.
#'
#' @param object The object that `initialise_seldon(params)` gave.
#' @param ... For methods.
#'
#' @returns
#' * `tags`: a named list, put into `meta.tags` of every answer.
#' * `metrics`: a list of lists with `type` (`"COUNTER"`, `"GAUGE"` or
#'   `"TIMER"`, in milliseconds), `key`, `value` and perhaps `tags`.
#' * `class_names`: the names of the answer's columns.
#' * `feature_names`: the same for a transformer.
#' * `metadata`: a named list: name, versions, platform, inputs, outputs,
#'   custom.
#' * `health_status`: any payload; asked by GET `/health/status`.
#' * `input_form`: `"data.frame"` or `"matrix"`, the form in which requests
#'   with rows and columns arrive. A matrix has one type for all columns. A
#'   request of one dimension is a data frame of one row, which as an answer is
#'   of one dimension again, or an array of one dimension.
#'
#' @section Source: contract.md, MET, MTR, NAM, MDA and HLT.
#' @name hooks
#' @examples
#' tags.mymodel <- function(object, ...) list(version = "1.2")
#' tags(structure(list(), class = "mymodel"))
NULL

#' @rdname hooks
#' @export
tags <- function(object, ...) UseMethod("tags")

#' @rdname hooks
#' @export
metrics <- function(object, ...) UseMethod("metrics")

#' @rdname hooks
#' @export
class_names <- function(object, ...) UseMethod("class_names")

#' @rdname hooks
#' @export
feature_names <- function(object, ...) UseMethod("feature_names")

#' @rdname hooks
#' @export
metadata <- function(object, ...) UseMethod("metadata")

#' @rdname hooks
#' @export
health_status <- function(object, ...) UseMethod("health_status")

#' @rdname hooks
#' @export
input_form <- function(object, ...) UseMethod("input_form")

#' @export
input_form.default <- function(object, ...) "data.frame"

hook_names <- c(
  "tags", "metrics", "class_names", "feature_names", "metadata", "health_status"
)
