#' What a component can be asked
#'
#' Write methods of these generics for the class of your object. The server
#' calls each once a request, never again after it failed. Two more verbs are
#' generics of R's own: `predict(object, newdata)` for a model, and
#' `aggregate(object, data)` for a combiner, whose `data` is a list with one
#' element for each input.
#'
#' A method gets its data by the name used here, or as its second argument if
#' it has none of that name. If it has arguments `names` (the request's
#' column names), `meta` (a list: puid, tags, routing, requestPath, metrics)
#' or, for feedback, `routing` (the branch that was taken, or `NULL`), it gets
#' these, too.
#'
#' @param object The object that `initialise_seldon(params)` gave.
#' @param newdata,data,request The payload: a data frame with the request's
#'   names and one type a column, where the request had rows and columns (see
#'   [input_form()]), an array for three dimensions and more, a list for
#'   jsonData, a string for strData, a raw vector for binData.
#' @param reward A number.
#' @param truth What the answer should have been, as `request`; an empty
#'   numeric vector if the feedback has none.
#' @param ... For methods.
#'
#' @returns `transform_input` and `transform_output`: the new payload, see
#'   [seldon_try()] for what it may be. `route`: the number of a branch from 0,
#'   -1 for all or -2 for none. `send_feedback`: usually `NULL`.
#'
#' @section Source: contract.md, DIS and FBK.
#' @name verbs
#' @examples
#' transform_input.doubler <- function(object, newdata, ...) newdata * 2
#' transform_input(structure(list(), class = "doubler"), data.frame(a = 1:2))
NULL

#' @rdname verbs
#' @export
transform_input <- function(object, newdata, ...) UseMethod("transform_input")

#' @rdname verbs
#' @export
transform_output <- function(object, newdata, ...) UseMethod("transform_output")

#' @rdname verbs
#' @export
route <- function(object, data, ...) UseMethod("route")

#' @rdname verbs
#' @export
send_feedback <- function(object, request, reward, truth, ...) {
  UseMethod("send_feedback")
}

# The verbs with the names that the server gives its values, in order.
verb_arguments <- list(
  predict = "newdata",
  transform_input = "newdata",
  transform_output = "newdata",
  route = "data",
  aggregate = "data",
  send_feedback = c("request", "reward", "truth")
)

# The same and the raw ones (raw.R), which get the whole message alone.
raw_verbs <- paste0(names(verb_arguments), "_raw")
all_arguments <- c(verb_arguments, stats::setNames(as.list(rep("message", length(raw_verbs))), raw_verbs))
