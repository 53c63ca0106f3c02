# A multi-armed bandit (UCB1): learns from feedback which branch earns most.

# Every branch is tried once, then the one with the best upper confidence bound.
initialise_seldon <- function(params) {
  branches <- if (is.null(params$branches)) 2L else params$branches
  state <- new.env()
  state$counts <- numeric(branches)
  state$rewards <- numeric(branches)
  structure(list(state = state), class = "bandit")
}

# The branch to try next.
route.bandit <- function(object, data, ...) {
  counts <- object$state$counts
  if (any(counts == 0)) {
    return(which(counts == 0)[[1]] - 1)
  }
  bounds <- object$state$rewards / counts + sqrt(2 * log(sum(counts)) / counts)
  bounds[is.nan(bounds)] <- -Inf
  which.max(bounds) - 1
}

# The reward goes to the branch that earned it.
send_feedback.bandit <- function(object, request, reward, truth, routing, ...) {
  state <- object$state
  last <- length(state$counts) - 1
  if (is.null(routing) || routing < 0 || routing > last) {
    shown <- if (is.null(routing)) "none" else format(routing, scientific = FALSE)
    seldon_stop(paste0("routing: ", shown, " (expected: 0 to ", last, ")"))
  }
  branch <- routing + 1
  state$counts[branch] <- state$counts[branch] + 1
  state$rewards[branch] <- state$rewards[branch] + reward
  NULL
}

# What has been learnt.
tags.bandit <- function(object, ...) {
  list(feedback = I(object$state$counts), reward = I(object$state$rewards))
}
