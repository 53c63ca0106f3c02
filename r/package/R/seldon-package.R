#' Write components of Seldon Core in R
#'
#' A component is a file with a function `initialise_seldon(params)`, whose
#' value is an object of a class of yours, and S3 methods for that class:
#' `predict`, [route()], `aggregate`, [transform_input()],
#' [transform_output()] and [send_feedback()], as far as it has them. The
#' server attaches this package, so a component needs no `library(seldon)`.
#'
#' @section Source: contract.md.
#' @keywords internal
#' @importFrom stats aggregate predict setNames
"_PACKAGE"
