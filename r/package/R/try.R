#' Try a component at the prompt
#'
#' Asks a component as the server does, with the same conversions, and gives
#' what would leave, without a server.
#'
#' @param component The object that `initialise_seldon(params)` gives.
#' @param newdata What the component is asked: a data frame or matrix for a
#'   request with rows and columns, a string, a raw vector, or a list for
#'   jsonData; for `aggregate` a list of such.
#' @param verb One of the [verbs], by the name of its generic.
#' @param meta A list, for a method with an argument `meta`.
#' @param reward,truth,routing For `send_feedback`.
#'
#' @returns A list of class `seldon_answer`: `kind`, the payload's key on the
#'   wire (`ndarray` where the request's kind decides between `ndarray` and
#'   `tensor`); `names`, of the columns; `shape`, integers; `values`, a vector in
#'   row-major order, which is not R's own order (a list where types are mixed);
#'   `tags` and `metrics`. For what is no array, `values` is the value itself.
#' @section Errors: What the component's method signals; and an error if the
#'   component has no such method, or answers what is no payload.
#' @section Source: contract.md, PAY-14 and PAY-16.
#' @export
#' @examples
#' predict.doubler <- function(object, newdata, ...) newdata * 2
#' doubler <- structure(list(), class = "doubler")
#' seldon_try(doubler, data.frame(a = 1:2, b = 3:4))$values # 2 6 4 8
seldon_try <- function(component, newdata, verb = "predict", meta = list(),
                       reward = 0, truth = numeric(), routing = NULL) {
  verb <- match.arg(verb, names(verb_arguments))
  method <- own_method(verb, component)
  if (is.null(method)) {
    name <- class(component)[[1L]]
    stop("class ", name, ": no method of ", verb, " (expected: ", verb, ".", name, ")")
  }
  bound <- bind_verb(verb, method, component)
  given <- list(
    newdata = newdata, data = newdata, request = newdata, reward = reward,
    truth = truth, routing = routing, names = column_names(newdata), meta = meta
  )
  answer <- bound$ask(unname(given[bound$wants]))
  told <- list(data = answer, tags = list(), metrics = list())
  if (inherits(answer, "seldon_response")) {
    told <- unclass(answer)
  }
  structure(
    c(wire_form(as_payload(told$data), verb), list(
      tags = c(own_hook("tags", component), told$tags),
      metrics = c(own_hook("metrics", component), told$metrics)
    )),
    class = "seldon_answer"
  )
}

own_hook <- function(name, component) {
  if (is.null(own_method(name, component))) list() else as.list(get(name)(component))
}

column_names <- function(x) {
  if (is.data.frame(x)) names(x) else colnames_of(x)
}

# What a payload is on the wire.
wire_form <- function(payload, verb) {
  if (payload$kind == "other" || (payload$kind == "none" && verb != "send_feedback")) {
    name <- if (payload$kind == "other") payload$value else "NULL"
    stop(verb, " returned ", name, " (expected: an array, list, mapping, string or bytes)", call. = FALSE)
  }
  if (payload$kind %in% c("array", "frame", "cells")) {
    return(row_major(payload))
  }
  value <- payload$value
  kind <- switch(payload$kind, raw = "binData", any = "customData", list = "jsonData",
    scalar = if (is.character(value)) "strData" else "jsonData", "ndarray"
  )
  list(kind = kind, names = NULL, shape = NULL, values = value)
}

row_major <- function(payload) {
  shape <- if (is.null(payload$dim)) length(payload$value) else payload$dim
  values <- payload$value
  if (is.list(values)) {
    types <- unique(vapply(values, typeof, ""))
    values <- unlist(if (length(types) > 1L) lapply(values, as.list) else values, recursive = FALSE)
  }
  if (length(shape) > 1L && length(values)) {
    values <- aperm(array(values, shape))
    dim(values) <- NULL
  }
  list(kind = "ndarray", names = payload$names, shape = shape, values = values)
}
