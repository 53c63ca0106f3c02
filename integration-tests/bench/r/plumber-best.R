# plumber with nothing around the function: no filters and no parsers of plumber's, and the reply's text made here.
library(plumber)
source(commandArgs(TRUE)[[1]])
component <- initialise_seldon(list())
port <- as.integer(Sys.getenv("PREDICTIVE_UNIT_HTTP_SERVICE_PORT"))

answer <- function(req) {
  data <- jsonlite::parse_json(rawToChar(req$rook.input$read()), simplifyVector = TRUE)$data
  newdata <- data$ndarray
  if (!is.null(data$names)) {
    newdata <- as.data.frame(newdata)
    names(newdata) <- data$names
  }
  answered <- unname(as.matrix(predict(component, newdata)))
  as.character(jsonlite::toJSON(list(data = list(ndarray = answered)), digits = NA, auto_unbox = TRUE))
}

serializer <- serializer_content_type("application/json", identity)

Plumber$new(filters = list()) |>
  pr_post("/predict", answer, serializer = serializer) |>
  pr_run(host = "127.0.0.1", port = port, quiet = TRUE)
