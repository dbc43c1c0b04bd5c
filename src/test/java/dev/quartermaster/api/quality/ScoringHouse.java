package dev.quartermaster.api.quality;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A house that scores all answers behind them, has a model judge each, and switches agents by itself. */
public final class ScoringHouse implements QuarkusTestProfile {

    /** The judge; in the ledger without its provider. */
    static final String JUDGE = "claude-haiku-4-5";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quartermaster.quality.max-per-second", "1000",
                "quartermaster.quality.switch", "apply",
                "quartermaster.quality.judge.model", "anthropic/" + JUDGE,
                "quartermaster.quality.judge.share", "1",
                "quartermaster.quality.judge.budget-usd", "100",
                "quartermaster.quality.judge.max-concurrent", "100");
    }
}
