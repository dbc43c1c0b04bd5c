package dev.quartermaster.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SystemHostNamesTest {

    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close();
    }

    @Test
    void anAddressIsItself() throws Exception {
        for (String address : List.of("93.184.216.34", "2606:4700::1111")) {
            assertThat(addresses(address)).containsExactly(InetAddress.getByName(address));
        }
    }

    @Test
    void aNameIsAllItsAddresses() throws Exception {
        assertThat(addresses("localhost")).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
    }

    @Test
    void anUnknownNameIsNone() {
        assertThatThrownBy(() -> addresses("nowhere.invalid"))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(java.net.UnknownHostException.class);
    }

    private static List<InetAddress> addresses(String host) throws Exception {
        return new SystemHostNames(vertx)
                .addresses(host)
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }
}
