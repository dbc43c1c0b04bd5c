package dev.quartermaster.routing;

import dev.quartermaster.domain.model.ModelSpec;
import java.time.Duration;

/** What is known of models at this moment; everything a choice depends on besides the registry and the need. */
public interface Signals {

    /** Whether the model's provider is switched on and can be called with the credentials at hand. */
    boolean callable(ModelSpec model);

    /** Whether the region that is called offers the model, as far as is known. */
    default boolean offered(ModelSpec model) {
        return true;
    }

    /** How long a call of this size would wait for the model's quota; zero when it would be admitted now. */
    Duration quotaWait(ModelSpec model, long tokens);

    /** How long the model is to be left alone because its calls failed; zero when it may be called now. */
    Duration healthWait(ModelSpec model);

    /** How well the model is, from 0 for one that is down to 1. */
    double health(ModelSpec model);

    /** The share of the model's quota in use, from 0 to 1. */
    double quotaUsed(ModelSpec model);
}
