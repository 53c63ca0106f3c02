# The subject of the memory's curve: answers what it was asked, with all that can be around an answer.
initialise_seldon <- function(params) structure(list(), class = "mixed")

predict.mixed <- function(object, newdata, meta, ...) {
  if (identical(newdata, "fail")) {
    stop("as it was asked to")
  }
  if (identical(newdata, "warn")) {
    warning("as it was asked to")
  }
  if (is.list(newdata) && !is.data.frame(newdata)) {
    counter <- list(type = "COUNTER", key = "asked", value = 1)
    return(seldon_response(newdata, tags = list(puid = meta$puid), metrics = list(counter)))
  }
  newdata
}
