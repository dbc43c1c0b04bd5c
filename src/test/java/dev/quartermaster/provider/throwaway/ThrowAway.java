package dev.quartermaster.provider.throwaway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A house whose only models to talk to are those of a provider that nothing in it was written for. */
public class ThrowAway implements QuarkusTestProfile {

    static final String SWITCH = "throwaway.enabled";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                SWITCH,
                "true",
                "quartermaster.registry.path",
                "src/test/resources/throwaway/registry.json",
                "quartermaster.registry.watch",
                "false");
    }
}
