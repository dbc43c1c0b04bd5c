package dev.quartermaster.media;

import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Produces the beans that fetch links. */
final class MediaBeans {

    private MediaBeans() {}

    @Produces
    @Singleton
    static AddressRule addresses() {
        return new PublicAddresses();
    }

    @Produces
    @Singleton
    static HostNames hosts(Vertx vertx) {
        return new SystemHostNames(vertx);
    }
}
