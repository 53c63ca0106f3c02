# plumber as its documentation has it: the body's fields are the function's arguments, and what it returns is written
# by jsonlite, with all the digits that jsonlite can (15).
library(plumber)
source(commandArgs(TRUE)[[1]])
component <- initialise_seldon(list())
port <- as.integer(Sys.getenv("PREDICTIVE_UNIT_HTTP_SERVICE_PORT"))

answer <- function(data) {
  newdata <- as.data.frame(data$ndarray)
  if (!is.null(data$names)) {
    names(newdata) <- data$names
  }
  list(data = list(ndarray = unname(as.matrix(predict(component, newdata)))))
}

pr() |>
  pr_post("/predict", answer, serializer = serializer_unboxed_json(digits = NA)) |>
  pr_run(host = "127.0.0.1", port = port, quiet = TRUE)
