package dev.quartermaster.provider.bedrock;

import dev.quartermaster.aws.Region;
import dev.quartermaster.domain.model.ModelSpec;

/** Knows under which id a model is called in a region: its own, or that of an inference profile that reaches it. */
@FunctionalInterface
public interface ModelAddresses {

    /**
     * @throws dev.quartermaster.domain.QuartermasterException when the model cannot be reached from that region, or only
     *     by ways that its data may not take
     */
    ModelAddress of(ModelSpec model, Region region);
}
