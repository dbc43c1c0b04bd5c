package dev.quartermaster.provider.bedrock;

import dev.quartermaster.aws.Region;
import dev.quartermaster.domain.model.PriceRoute;

/**
 * Id and region to call a model with.
 *
 * @param id a model id, an inference profile's id, or an ARN
 * @param region the region that the call is sent to
 * @param route the price route of such a call; null if unknown
 */
public record ModelAddress(String id, Region region, PriceRoute route) {

    public ModelAddress {
        if (id == null || id.isBlank() || region == null) {
            throw new IllegalArgumentException("an address needs an id and a region");
        }
    }
}
