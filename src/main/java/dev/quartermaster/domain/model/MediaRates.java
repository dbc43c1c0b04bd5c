package dev.quartermaster.domain.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Prices of audio and images in US dollars per million tokens. A class without a price of its own costs what text costs in
 * the same direction.
 *
 * @param audioInputPer1m null where unpublished, as are the others
 */
public record MediaRates(
        @Nullable BigDecimal audioInputPer1m,
        @Nullable BigDecimal imageInputPer1m,
        @Nullable BigDecimal audioOutputPer1m,
        @Nullable BigDecimal imageOutputPer1m) {

    public static final MediaRates NONE = new MediaRates(null, null, null, null);

    public MediaRates {
        Rates.check("audio_input_per_1m", audioInputPer1m);
        Rates.check("image_input_per_1m", imageInputPer1m);
        Rates.check("audio_output_per_1m", audioOutputPer1m);
        Rates.check("image_output_per_1m", imageOutputPer1m);
    }

    /** Returns these prices, completed by others. */
    public MediaRates or(MediaRates others) {
        return new MediaRates(
                or(audioInputPer1m, others.audioInputPer1m),
                or(imageInputPer1m, others.imageInputPer1m),
                or(audioOutputPer1m, others.audioOutputPer1m),
                or(imageOutputPer1m, others.imageOutputPer1m));
    }

    private static @Nullable BigDecimal or(@Nullable BigDecimal own, @Nullable BigDecimal otherwise) {
        return own == null ? otherwise : own;
    }
}
