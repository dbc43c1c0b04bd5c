package dev.quartermaster.inference.streaming;

import dev.quartermaster.cost.CostCalculator;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.TokenEstimator;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import org.jspecify.annotations.Nullable;

/**
 * Counts the usage and cost of a stream, reported by the provider or estimated until then. Each call of a continued
 * stream counts by its own usage and price.
 */
public final class StreamUsage {

    private final long promptEstimate;
    private final DeliveredText spoken;
    private ModelSpec model;
    private @Nullable PriceRoute route;
    private long characters;
    private @Nullable Usage reported;
    private long earlierCharacters;
    private @Nullable Usage earlierUsage;
    private @Nullable Money earlierCost = Money.ZERO;
    /** What the provider said at the beginning; for a stream that ends before it says more. */
    private @Nullable ServiceTier tier;

    /**
     * @param route the way the call took where its price depends on that, else null
     * @param keepsText whether the delivered text is kept, so that another model can go on with it
     */
    public StreamUsage(ModelSpec model, @Nullable PriceRoute route, long promptEstimate, boolean keepsText) {
        this.model = model;
        this.route = route;
        this.promptEstimate = promptEstimate;
        this.spoken = new DeliveredText(keepsText);
    }

    /** Counts a step. @return the step to hand on: of usage, callers are told what all calls used together */
    public ChatDelta add(ChatDelta delta) {
        spoken.add(delta);
        if (delta instanceof ChatDelta.PartGrew grown) {
            characters += grown.piece().length();
        } else if (delta instanceof ChatDelta.Used used) {
            reported = used.usage();
            return earlierUsage == null ? used : new ChatDelta.Used(usage(), used.extra());
        } else if (delta instanceof ChatDelta.Started started) {
            tier = started.tier();
        }
        return delta;
    }

    /** The model that speaks now goes on with what was said before. */
    void goesOn(ModelSpec next, @Nullable PriceRoute nextRoute) {
        earlierCost = cost();
        earlierUsage = usage();
        earlierCharacters += characters;
        characters = 0;
        reported = null;
        tier = null;
        model = next;
        route = nextRoute;
    }

    /** The model that speaks, or spoke last. */
    public ModelSpec model() {
        return model;
    }

    /** Returns the usage of all calls. */
    public Usage usage() {
        return earlierUsage == null ? callUsage() : earlierUsage.plus(callUsage());
    }

    /** The price of what has gone by so far; null where a price is not known. */
    public @Nullable Money cost() {
        Money own = CostCalculator.served(model.pricing(), callUsage(), route);
        if (earlierUsage == null) {
            return own;
        }
        return own == null || earlierCost == null ? null : earlierCost.plus(own);
    }

    public PartialAnswer delivered() {
        return new PartialAnswer(earlierCharacters + characters, usage().answerTokens(), spoken.isOpen());
    }

    DeliveredText spoken() {
        return spoken;
    }

    /**
     * What the present call used. A report that is still an estimate knows the prompt; of the answer, what was delivered
     * says more.
     */
    Usage callUsage() {
        long output = TokenEstimator.ofCharacters(characters);
        if (reported == null) {
            return Usage.estimate(promptEstimate + TokenEstimator.ofCharacters(earlierCharacters), output)
                    .at(tier);
        }
        return reported.estimated() && reported.output() < output ? reported.withOutput(output) : reported;
    }
}
