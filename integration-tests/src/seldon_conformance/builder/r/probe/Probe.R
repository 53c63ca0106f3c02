# A component that does or tells what its container's tests ask for: the payload, a string, names one of the
# functions in `acts`.

initialise_seldon <- function(params) {
  structure(list(), class = "probe")
}

predict.probe <- function(object, newdata, ...) {
  acts[[newdata]]()
}

acts <- list(
  # In flight for two seconds; the log says when that has begun.
  doze = function() {
    cat("dozing\n")
    Sys.sleep(2)
    "awake"
  },
  # Ends the worker as a lack of memory would.
  die = function() tools::pskill(Sys.getpid(), tools::SIGKILL),
  # Leaves a process behind whose parent has ended, and returns its number.
  orphan = function() system("sleep 0.2 >/dev/null & echo $!", intern = TRUE),
  environment = function() as.list(Sys.getenv()),
  # What libraries ask about the user, and where it may write.
  user = function() {
    places <- c("/tmp", "/dev/shm", path.expand("~"), "/microservice")
    list(
      name = Sys.info()[["effective_user"]],
      uid = as.integer(system("id -u", intern = TRUE)),
      home = path.expand("~"),
      writable = places[file.access(places, 2L) == 0L]
    )
  },
  # A model file by its relative and by its absolute path.
  weights = function() {
    relative <- "weights/bias.txt"
    paste(read_all(relative), read_all(file.path("/microservice", relative)))
  },
  # The status of a URL, or why there is none.
  fetched = function() {
    tryCatch(
      as.character(attr(curlGetHeaders(Sys.getenv("PROBED_URL"), timeout = 10), "status")),
      error = conditionMessage
    )
  },
  # What the hook left.
  before_run = function() read_all("/tmp/before-run.txt")
)

read_all <- function(path) readChar(path, file.size(path))
