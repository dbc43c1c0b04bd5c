package dev.quartermaster.testing;

import java.util.HashMap;
import java.util.Map;

/** The outside world of an installation that makes callers' keys, keeps those of providers, and has an OpenID provider. */
public class KeyMakingWorld extends OutsideWorld {

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(super.start());
        settings.put("quartermaster.key.pepper", "a-pepper-of-the-integration-tests-of-32");
        settings.put("quartermaster.master.key", "Zm9yLWludGVncmF0aW9uLXRlc3RzLW9ubHktMzItYiE=");
        settings.putAll(StubOpenIdProvider.settings());
        StubOpenIdProvider.turnOn();
        return settings;
    }

    @Override
    public void stop() {
        StubOpenIdProvider.turnOff();
        super.stop();
    }
}
