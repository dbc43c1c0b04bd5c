package dev.quartermaster.routing;

import dev.quartermaster.domain.ModelKey;
import java.util.Collection;

/** Tells what is known at this moment. */
interface SignalSource {

    /** For a choice between all models. */
    Signals now(Selector selector, ModelRequirements requirements);

    /** For a route over these. */
    Signals now(Selector selector, ModelRequirements requirements, Collection<ModelKey> named);
}
