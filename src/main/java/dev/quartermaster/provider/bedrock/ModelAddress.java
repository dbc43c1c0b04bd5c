package dev.quartermaster.provider.bedrock;

import dev.quartermaster.aws.Region;
import dev.quartermaster.domain.model.PriceRoute;

/**
 * Where and under which name a model is called.
 *
 * @param id a model id, an inference profile's id, or an ARN
 * @param region where the call is sent
 * @param route the way such a call takes, which decides its price; null where that is not known
 */
public record ModelAddress(String id, Region region, PriceRoute route) {

    public ModelAddress {
        if (id == null || id.isBlank() || region == null) {
            throw new IllegalArgumentException("an address needs an id and a region");
        }
    }
}
