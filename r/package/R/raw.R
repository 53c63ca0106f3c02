#' Get the whole message, and answer the whole message
#'
#' A method of one of these generics gets what the caller sent as it is, meta
#' and payload, and its value leaves as it is: no meta is added, nothing is
#' converted. It wins over the plain method of its verb.
#'
#' Over gRPC the message is the protobuf message as JSON has it, so a component
#' needs one method for both. Over REST a `status$code` from 200 to 599 in the
#' answer is the HTTP status.
#'
#' @param object The object that `initialise_seldon(params)` gave.
#' @param message A list, as `jsonlite::fromJSON(simplifyVector = FALSE)` gives
#'   it: for instance `message$data$ndarray` is a list of rows,
#'   `message$meta$puid` a string. A SeldonMessage; for `aggregate_raw` a
#'   SeldonMessageList (`message$seldonMessages`), for `send_feedback_raw` a
#'   Feedback (`message$request`, `message$reward`, ...).
#' @param ... For methods.
#'
#' @returns The answer, a list of the same form. In it a vector of one element
#'   is a single value; `I(x)` or `list(x)` keeps it an array.
#' @section Errors: An answer that is no list with names is answered with 500.
#' @section Source: contract.md, DIS-7.
#' @name raw
#' @examples
#' predict_raw.echo <- function(object, message, ...) {
#'   message$meta$tags <- list(seen = TRUE)
#'   message
#' }
#' echo <- structure(list(), class = "echo")
#' predict_raw(echo, list(strData = "a"))$meta$tags$seen
NULL

#' @rdname raw
#' @export
predict_raw <- function(object, message, ...) UseMethod("predict_raw")

#' @rdname raw
#' @export
transform_input_raw <- function(object, message, ...) UseMethod("transform_input_raw")

#' @rdname raw
#' @export
transform_output_raw <- function(object, message, ...) UseMethod("transform_output_raw")

#' @rdname raw
#' @export
route_raw <- function(object, message, ...) UseMethod("route_raw")

#' @rdname raw
#' @export
aggregate_raw <- function(object, message, ...) UseMethod("aggregate_raw")

#' @rdname raw
#' @export
send_feedback_raw <- function(object, message, ...) UseMethod("send_feedback_raw")

# What a raw method answered, as plain values.
raw_answer <- function(answer, verb) {
  if (!is.list(answer) || is.data.frame(answer) || (length(answer) && is.null(names(answer)))) {
    stop(verb, " returned ", type_name(answer), " (expected: a message, a list with names)", call. = FALSE)
  }
  nested(answer)
}
