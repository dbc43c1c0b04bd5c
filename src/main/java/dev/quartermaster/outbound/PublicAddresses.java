package dev.quartermaster.outbound;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Permits public internet addresses only, by IANA's registries of special-purpose addresses; no machine, network or
 * metadata service within reach of this process but those that the configuration names.
 */
@Singleton
public final class PublicAddresses implements AddressRule {

    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff};

    private final List<Network> notPublic4 = Network.of(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by a carrier's customers; a cloud's metadata
            "127.0.0.0/8", // this machine
            "168.63.129.16/32", // Azure's host agent, public only by its number
            "169.254.0.0/16", // link-local; the metadata of most clouds
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments; a cloud's metadata
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // relays from IPv6
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, and broadcast

    /** Allocated global IPv6 range; loopback, link-local, unique local and multicast addresses are all outside. */
    private final Network global6 = Network.of("2000::/3");

    private final List<Network> notPublic6 = Network.of(
            "2001::/23", // protocol assignments, tunnels among them
            "2001:db8::/32", // documentation
            "2002::/16", // tunnels to any IPv4 address
            "3fff::/20"); // documentation

    /** NAT64 range, through which IPv6-only hosts reach IPv4: the last four bytes are the actual address. */
    private final Network translated = Network.of("64:ff9b::/96");

    private final List<Network> allowed;

    /** Public addresses, and no others. */
    public PublicAddresses() {
        this(Optional.empty());
    }

    @Inject
    PublicAddresses(OutboundConfig config) {
        this(config.allowedNetworks());
    }

    PublicAddresses(Optional<List<String>> allowed) {
        this.allowed = allowed.orElse(List.of()).stream().map(Network::of).toList();
    }

    @Override
    public boolean allows(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != 4 && (isMapped(bytes) || translated.contains(bytes))) {
            bytes = Arrays.copyOfRange(bytes, 12, 16);
        }
        return isPublic(bytes) || contains(allowed, bytes);
    }

    private boolean isPublic(byte[] address) {
        return address.length == 4
                ? !contains(notPublic4, address)
                : global6.contains(address) && !contains(notPublic6, address);
    }

    /** The prefix is written out, because Java reads the text of such an address as the IPv4 address in it. */
    private static boolean isMapped(byte[] address) {
        return Arrays.equals(address, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
    }

    private static boolean contains(List<Network> blocks, byte[] address) {
        for (Network block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
