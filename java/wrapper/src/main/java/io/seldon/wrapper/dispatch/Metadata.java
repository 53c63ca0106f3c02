package io.seldon.wrapper.dispatch;

import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.PlainValues;
import io.seldon.wrapper.settings.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The component's metadata, merged with MODEL_METADATA and checked (contract.md, MDA). */
final class Metadata {
  private static final Logger LOG = LoggerFactory.getLogger(Metadata.class);

  private Metadata() {}

  /**
   * Gives the metadata that {@code /metadata} answers: the defaults, the component's, the
   * variable's.
   *
   * @throws SeldonException BAD_METADATA: it breaks the schema, or can't be read; why is in the log
   */
  static Map<String, Object> read(Component component, Settings settings) {
    String problem;
    try {
      Map<String, Object> found = merged(component, settings);
      problem = MetadataSchema.problemOf(found);
      if (problem.isEmpty()) {
        return found;
      }
    } catch (Throwable thrown) {
      LOG.error("metadata can't be read", thrown);
      throw unavailable();
    }
    LOG.error("metadata: {}", problem);
    throw unavailable();
  }

  private static Map<String, Object> merged(Component component, Settings settings)
      throws Exception {
    String unitImage = settings.unitImage();
    ImageName image = ImageName.of(unitImage == null ? "" : unitImage);
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("name", image.name());
    all.put("versions", image.version().isEmpty() ? List.of() : List.of(image.version()));
    all.put("platform", "");
    all.put("inputs", List.of());
    all.put("outputs", List.of());
    all.put("custom", Map.of());
    put(all, ExitGuard.inside(component::initMetadata));
    put(all, overlay(settings.modelMetadata()));
    Map<String, Object> plain = new LinkedHashMap<>();
    all.forEach((key, value) -> plain.put(key, PlainValues.of(value, "metadata")));
    return plain;
  }

  private static void put(Map<String, @Nullable Object> all, @Nullable Object part) {
    if (part == null) {
      return;
    }
    if (!(part instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(Types.nameOf(part) + " (expected: a mapping)");
    }
    map.forEach((key, value) -> all.put(PlainValues.key(key, "metadata"), value));
  }

  private static @Nullable Object overlay(@Nullable String text) {
    return text == null || text.isEmpty()
        ? null
        : new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
  }

  private static SeldonException unavailable() {
    return new SeldonException(Fault.BAD_METADATA, "Model metadata unavailable");
  }
}
