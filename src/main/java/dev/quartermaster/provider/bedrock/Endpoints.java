package dev.quartermaster.provider.bedrock;

import dev.quartermaster.aws.Region;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The endpoints of one base URL, one for each region that is called. */
final class Endpoints {

    private final String baseUrl;
    private final Endpoint first;
    private final Map<Region, Endpoint> byRegion = new ConcurrentHashMap<>();

    private Endpoints(String baseUrl, Region first) {
        this.baseUrl = baseUrl;
        this.first = Endpoint.of(baseUrl, first);
    }

    /** @param first the region that is called unless another is needed */
    static Endpoints over(String baseUrl, Region first) {
        return new Endpoints(baseUrl, first);
    }

    Endpoint first() {
        return first;
    }

    Endpoint of(Region region) {
        return region.equals(first.region())
                ? first
                : byRegion.computeIfAbsent(region, other -> Endpoint.of(baseUrl, other));
    }
}
