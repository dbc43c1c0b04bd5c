package dev.quartermaster.cost;

import dev.quartermaster.domain.model.MediaRates;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The dearest token of a prompt and of an answer at one of several price lists, by the size of the prompt. In millionths
 * of a millionth of a dollar, rounded up. A prompt that turns out smaller than expected may cost more, by a token, than a
 * larger one; so a larger prompt has the prices of all smaller ones among its own.
 */
final class DearestRates {

    /** A price for a million tokens in dollars, times 10 to this power, is the price of a token in the unit used here. */
    private static final int UNIT_DIGITS = 6;

    /** @param above holds for prompts of more tokens than this, up to the next one's */
    record Step(long above, long prompt, long output) {}

    private final Step[] steps;

    private DearestRates(Step[] steps) {
        this.steps = steps;
    }

    static DearestRates of(Collection<Pricing> lists) {
        List<Pricing.Tier> thresholds = new ArrayList<>();
        long prompt = 0;
        long output = 0;
        for (Pricing list : lists) {
            prompt = Math.max(prompt, prompt(list.base()));
            output = Math.max(output, output(list.base()));
            thresholds.addAll(list.above());
        }
        thresholds.sort(Comparator.comparingLong(Pricing.Tier::promptTokens));
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(0, prompt, output));
        for (Pricing.Tier tier : thresholds) {
            prompt = Math.max(prompt, prompt(tier.rates()));
            output = Math.max(output, output(tier.rates()));
            steps.add(new Step(tier.promptTokens(), prompt, output));
        }
        return new DearestRates(steps.toArray(Step[]::new));
    }

    Step at(long promptTokens) {
        Step holding = steps[0];
        for (int i = 1; i < steps.length && promptTokens > steps[i].above; i++) {
            holding = steps[i];
        }
        return holding;
    }

    private static long prompt(Rates rates) {
        MediaRates media = rates.media();
        return dearest(
                rates.inputPer1m(),
                rates.cacheReadPer1m(),
                rates.cacheWrite5mPer1m(),
                rates.cacheWrite1hPer1m(),
                media.audioInputPer1m(),
                media.imageInputPer1m());
    }

    private static long output(Rates rates) {
        MediaRates media = rates.media();
        return dearest(rates.outputPer1m(), media.audioOutputPer1m(), media.imageOutputPer1m());
    }

    private static long dearest(@Nullable BigDecimal... perMillion) {
        return Stream.of(perMillion)
                .filter(Objects::nonNull)
                .mapToLong(DearestRates::units)
                .max()
                .orElseThrow();
    }

    private static long units(BigDecimal perMillion) {
        return perMillion
                .movePointRight(UNIT_DIGITS)
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }
}
