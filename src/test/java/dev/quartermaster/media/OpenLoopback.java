package dev.quartermaster.media;

import dev.quartermaster.outbound.AddressRule;
import dev.quartermaster.outbound.PublicAddresses;
import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.net.InetAddress;

/** The rule of production; a test that needs files from a stub lets links lead to this machine for a while. */
@Mock
@Singleton
public class OpenLoopback implements AddressRule {

    private final AddressRule strict = new PublicAddresses();
    private volatile boolean open;

    public void open(boolean whether) {
        open = whether;
    }

    @Override
    public boolean allows(InetAddress address) {
        return open && address.isLoopbackAddress() || strict.allows(address);
    }
}
