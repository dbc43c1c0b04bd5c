package dev.quartermaster.api.entry;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** As in production: nobody gets in without the admin key. Bodies are kept small, to see the limit work. */
public class LockedHouse implements QuarkusTestProfile {

    public static final String KEY = "correct-horse-battery-staple";
    static final int LARGEST_BODY = 4096;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quartermaster.auth.enabled",
                "true",
                "quartermaster.admin.key",
                KEY,
                // Its tests try many wrong keys, all from one address.
                "quartermaster.auth.failed-tries-per-minute",
                "100000",
                "quarkus.http.limits.max-body-size",
                Integer.toString(LARGEST_BODY));
    }
}
