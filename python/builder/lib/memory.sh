# shellcheck shell=bash
# Says that the memory ran out. The kernel ends a program of the build without a word: exit code 137, and a
# build backend's death is told by uv as "signal: 9 (SIGKILL)".
cgroups=/sys/fs/cgroup

# explain_kill DOING REMEDY: end the script, for a program that was killed while DOING.
explain_kill() {
  local limit
  limit=$(memory_limit_mib)
  fail "a program was killed while $1, most likely because the memory ran out (limit of this container: ${limit:-none}${limit:+ MiB})" \
    "give the build more memory, $2"
}

# memory_limit_mib: print the limit in MiB, of cgroup v2 or v1; nothing where there is none.
memory_limit_mib() {
  local file bytes
  for file in "$cgroups/memory.max" "$cgroups/memory/memory.limit_in_bytes"; do
    if [[ ! -r $file ]]; then continue; fi
    bytes=$(<"$file")
    # v2 says max where there is none, v1 a number near 2^63.
    if [[ $bytes =~ ^[0-9]{1,15}$ ]]; then echo $((bytes / 1048576)); fi
    return
  done
}
