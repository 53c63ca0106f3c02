#' Answer with tags and metrics that belong to one call
#'
#' @param data What the method would have returned otherwise.
#' @param tags A named list; it wins over the component's own [tags()].
#' @param metrics A list of metrics as of [metrics()], put behind the
#'   component's own.
#'
#' @returns An object of class `seldon_response`.
#' @section Source: contract.md, DIS-9.
#' @export
#' @examples
#' seldon_response(c(0.1, 0.9), tags = list(cached = TRUE))
seldon_response <- function(data, tags = list(), metrics = list()) {
  structure(
    list(data = data, tags = tags, metrics = metrics),
    class = "seldon_response"
  )
}

#' Answer one value instead of an array of one
#'
#' R has no single values: `"a"` is a vector of one element, and in answer to a
#' request with rows it leaves as the array `["a"]`. `scalar("a")` leaves as
#' strData. Inside lists vectors of one element are single values anyway, and
#' `I(x)` keeps them arrays.
#'
#' @param x A vector of one element.
#'
#' @returns `x`, of class `scalar`, as `jsonlite::unbox` has it.
#' @section Errors: If `x` has another length than one.
#' @section Source: contract.md, PAY-14.
#' @export
#' @examples
#' scalar("setosa")
scalar <- function(x) {
  if (!is.atomic(x) || length(x) != 1L) {
    stop("x: length ", length(x), " (expected: a vector of length 1)")
  }
  structure(x, class = c("scalar", class(x)))
}

#' A message of protobuf's type Any
#'
#' What a request's customData arrives as, and how an answer has some.
#'
#' @param type_url For instance
#'   `"type.googleapis.com/google.protobuf.StringValue"`.
#' @param value A raw vector: the message as protobuf writes it.
#'
#' @returns An object of class `seldon_any`: a list of both.
#' @section Source: contract.md, PAY-13.
#' @export
#' @examples
#' seldon_any("type.googleapis.com/google.protobuf.Empty", raw())
seldon_any <- function(type_url, value) {
  structure(list(type_url = type_url, value = value), class = "seldon_any")
}
