#' Refuse a request with a status and a reason
#'
#' Any other error of a component is answered with the status 500. This one says
#' itself what the caller gets, over REST and gRPC.
#'
#' @param message What was wrong, for the caller.
#' @param status HTTP status, from 400 to 599; gRPC gets the code that means the
#'   same.
#' @param reason A word for programs.
#' @param call The call to blame in the log, or `NULL`.
#'
#' @returns Nothing: it signals a condition of the classes `seldon_error` and
#'   `error`, with the fields `status` and `reason`.
#' @section Source: contract.md, ERR-5.
#' @export
#' @examples
#' tryCatch(seldon_stop("no entry", 403, "NOT_ALLOWED"),
#'          seldon_error = function(e) e$status)
seldon_stop <- function(message, status = 400L,
                        reason = "MICROSERVICE_BAD_DATA", call = NULL) {
  stop(structure(
    class = c("seldon_error", "error", "condition"),
    list(message = message, call = call, status = as.integer(status), reason = reason)
  ))
}
