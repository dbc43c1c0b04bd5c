package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.model.ModelSpec;
import io.smallrye.mutiny.Uni;

/** Knows in which region and under which id a model is called: its own, or that of an inference profile that reaches it. */
@FunctionalInterface
public interface ModelAddresses {

    /**
     * Where to call a model; at once as soon as Bedrock's catalog is known.
     *
     * @return fails with {@link dev.quartermaster.domain.QuartermasterException} when no region that may be called has the
     *     model, or only by ways that its data may not take
     */
    Uni<ModelAddress> of(ModelSpec model);
}
