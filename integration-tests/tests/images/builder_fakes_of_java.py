"""Builders of Java that misbehave in one way each, where Java has comparisons of its own."""

from builder_fake import BuilderFake

_ASSEMBLE = "/usr/libexec/s2i/assemble"

OF_JAVA = (
    BuilderFake(
        "forgets the Maven repository of the image before",
        "C16",
        "what_is_unchanged_is_reused_offline-incremental-again[s2i]",
        f"RUN grep -q '^  restore_repository ' {_ASSEMBLE} "
        f"&& sed -i '/^  restore_repository /d' {_ASSEMBLE}",
        "build of {text}: exit code 1 (expected: 0)",
        "java",
    ),
    BuilderFake(
        "leaves the counters of its JVMs behind",
        "C14",
        "nothing_of_the_build_is_left-model[s2i]",
        f"RUN grep -q ' /tmp/hsperfdata_' {_ASSEMBLE} "
        f"&& sed -i 's, /tmp/hsperfdata_.*,,' {_ASSEMBLE}",
        "assertion: {text}'/tmp/hsperfdata_seldon'{text} (expected: set())",
        "java",
    ),
    BuilderFake(
        "makes a start-up cache that the JVM drops",
        "C05",
        "start_cache_is_made_and_used[s2i]",
        "RUN mv /usr/libexec/s2i/assemble /usr/libexec/s2i/honest-assemble && printf '%s\\n' "
        "'#!/bin/bash' '/usr/libexec/s2i/honest-assemble || exit' "
        "'truncate -s 4096 /opt/app-root/cache/start.cache' >/usr/libexec/s2i/assemble "
        "&& chmod 0755 /usr/libexec/s2i/assemble",
        "docker run {text}",
        "java",
    ),
)
