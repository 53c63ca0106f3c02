# Which methods a component has, and how they are called.

# What a method may ask for by name, beside what every method of its verb gets.
extra_arguments <- c("names", "meta", "routing")

# The method of the object's own class for a generic, or NULL. What R has for
# every vector and every list is no component's.
own_method <- function(generic, object) {
  for (name in class(object)) {
    found <- utils::getS3method(generic, name, optional = TRUE, envir = globalenv())
    if (!is.null(found)) {
      return(found)
    }
  }
  NULL
}

# A verb as the server calls it: list(wants, ask), where `ask` takes a list of
# the values that `wants` names, in that order.
bind_verb <- function(verb, method, object) {
  declared <- names(formals(args(method)))
  own <- all_arguments[[verb]]
  extra <- if (verb %in% raw_verbs) character() else extra_arguments
  wants <- c(own, setdiff(intersect(extra, declared), own))
  at_hand <- length(declared) > 0L && "..." %in% declared
  # Those that have no such name, and no `...`, are given by position.
  tags <- ifelse(wants %in% declared | (at_hand & wants %in% own), wants, "")
  if (at_hand && length(declared) > 1L && declared[[2L]] != "..." && !own[[1L]] %in% declared) {
    tags[[1L]] <- ""
  }
  call <- as.call(c(as.name(verb), as.name("object"), setNames(lapply(wants, as.name), tags)))
  assignments <- lapply(seq_along(wants), function(i) {
    call("<-", as.name(wants[[i]]), call("[[", as.name("values"), i))
  })
  ask <- function(values) NULL
  body(ask) <- as.call(c(as.name("{"), assignments, call))
  # Methods are looked for from where the generic is called.
  environment(ask) <- list2env(
    setNames(list(object, get(verb, asNamespace("seldon"))), c("object", verb)),
    parent = globalenv()
  )
  list(wants = wants, ask = ask)
}

# Verbs of which a file defines a method for any class.
verbs_of_file <- function(env = globalenv()) {
  functions <- Filter(function(name) is.function(get(name, env)), ls(env))
  Filter(function(verb) any(startsWith(functions, paste0(verb, "."))), names(all_arguments))
}
