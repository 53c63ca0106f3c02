package io.seldon.wrapper.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SeldonMessage, free of any transport.
 *
 * <p>The type of {@code value} follows from what was sent: an {@link ArrayValue} for the kinds of
 * {@code data} ({@link NumericArray} where all values are numbers, NaN for null, else {@link
 * MixedArray}); for {@code jsonData} plain Java values (Map with String keys, List, String, Double,
 * Boolean, null); {@link String}, {@code byte[]}, or a protobuf {@code Any}.
 *
 * @param kind what the payload is; null where there is none (a part of feedback that is absent)
 * @param value the payload; its own, so that changing it changes nothing else (PAY-17)
 * @param names one per column; only {@code data} has any
 * @param meta what travels beside the payload
 */
public record Message(@Nullable Kind kind, @Nullable Object value, List<String> names, Meta meta)
    implements Request {}
