package dev.quartermaster.api.entry;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.time.Duration;
import java.util.Map;

/** As in production: nobody gets in without the admin key. Bodies are kept small, to see the limit work. */
public class LockedHouse implements QuarkusTestProfile {

    public static final String KEY = "correct-horse-battery-staple";
    static final int LARGEST_BODY = 4096;
    public static final int FAILED_TRIES = 300;
    static final Duration PATIENCE = Duration.ofSeconds(4);

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quartermaster.auth.enabled",
                "true",
                "quartermaster.admin.key",
                KEY,
                // Other tests try many wrong keys, all from one address.
                "quartermaster.auth.failed-tries-per-minute",
                Integer.toString(FAILED_TRIES),
                "quarkus.http.limits.max-body-size",
                Integer.toString(LARGEST_BODY),
                "quarkus.http.proxy.proxy-address-forwarding",
                "true",
                "quartermaster.http.patience",
                PATIENCE.toSeconds() + "s",
                // One slow request beside others is seen in the time that two of its largest frames would take.
                "quartermaster.http.least-rate",
                "32K");
    }
}
