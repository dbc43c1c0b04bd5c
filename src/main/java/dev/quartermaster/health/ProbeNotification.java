package dev.quartermaster.health;

import dev.quartermaster.domain.ProviderId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Message from the fleet's prober to the other instances about one provider.
 *
 * @param at the time of the result, by the sender's clock
 */
record ProbeNotification(Word word, Instant at, ProviderId provider) {

    enum Word {
        /** It answered a probe, or calls. */
        UP,
        /** It did not answer a probe. */
        DOWN,
        /** It is left alone for now. */
        MINDED
    }

    private static final int PARTS = 3;

    String text() {
        return word.name().toLowerCase(Locale.ROOT) + " " + at.toEpochMilli() + " " + provider;
    }

    /** Empty when it cannot be read: it may come from a later version. */
    static Optional<ProbeNotification> parse(String text) {
        String[] parts = text.split(" ", PARTS);
        try {
            return Optional.of(new ProbeNotification(
                    Word.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                    Instant.ofEpochMilli(Long.parseLong(parts[1])),
                    ProviderId.of(parts[2])));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
