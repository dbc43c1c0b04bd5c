package dev.quartermaster.credentials;

import dev.quartermaster.credentials.ConfiguredKeys.Setting;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Key rings for the tests of other packages. */
public final class KeyRings {

    private KeyRings() {}

    /** A ring that finds its keys in {@code settings}, by the names of configuration keys and variables. */
    public static KeyRing of(Map<String, String> settings, Clock clock) {
        return new KeyRing(
                new ConfiguredKeys(
                        name -> Optional.ofNullable(settings.get(name))
                                .map(value -> new Setting(value, KeyOrigin.ENVIRONMENT)),
                        clock.instant()),
                clock);
    }
}
