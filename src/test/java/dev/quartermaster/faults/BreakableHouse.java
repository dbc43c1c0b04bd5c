package dev.quartermaster.faults;

import dev.quartermaster.alerts.BreakableRows;
import dev.quartermaster.inference.planning.BreakableConversations;
import dev.quartermaster.inference.recording.BreakableDecisionRepository;
import dev.quartermaster.inference.recording.BreakableFailoverService;
import dev.quartermaster.performance.BreakableMonitor;
import dev.quartermaster.provider.throwaway.StubbornFactory;
import dev.quartermaster.telemetry.BreakableMeters;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A house of which every part can be broken while it works. */
public class BreakableHouse extends FaultyHouse {

    static final String JOURNAL = "target/breakable/journal";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
        settings.put("quartermaster.history.journal-dir", JOURNAL);
        // Each group of records is a file of its own, so that the disk is asked for a new one each time.
        settings.put("quartermaster.history.segment-bytes", "1");
        settings.put("quartermaster.failover.refused-key-rest", "4s");
        settings.put("quartermaster.alerts.window", "0s");
        settings.put("quartermaster.alerts.webhook-retries", "0");
        // Nothing listens on port 1.
        settings.put("quartermaster.alerts.webhooks.nobody.url", "http://localhost:1/hook");
        settings.put("quartermaster.health.probe-timeout", "3s");
        // Its model is chosen, and there is little choice.
        settings.put("quartermaster.agents.alone.model", "auto");
        settings.put("quartermaster.agents.alone.allowed-models", FaultyWorld.STEADY);
        settings.put(StubbornFactory.SWITCH, "true");
        for (String how : new String[] {"throws", "null", "silent"}) {
            settings.put("quartermaster.providers.stubborn-" + how + ".type", StubbornFactory.TYPE);
        }
        return settings;
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(
                BreakableMeters.class,
                BreakableRows.class,
                BreakableMonitor.class,
                BreakableDecisionRepository.class,
                BreakableConversations.class,
                BreakableFailoverService.class);
    }
}
