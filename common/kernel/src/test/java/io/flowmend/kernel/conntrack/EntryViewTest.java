/* Licensed under Apache-2.0. */
package io.flowmend.kernel.conntrack;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.EntryView.Kind;
import io.flowmend.kernel.netlink.Messages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Messages as Linux 6.18 sent them (x86-64); {@code conntrack -L -o id} showed the same beside each. */
class EntryViewTest {

    private static final String UDP_NEW =
            "94000000000100060000000000000000020000003400018014000180080001000a4d000208000200"
                    + "cb0071071c000280050001001100000006000200138800000600030000a200003400028014000180"
                    + "08000100cb007107080002000a4d00021c00028005000100110000000600020000a2000006000300"
                    + "1388000008000c00a816125c0800030000000008080007000000001e";

    private static final String UDP_ZONE_NEW =
            "9c000000000100060000000000000000020000003400018014000180080001000a4d000208000200"
                    + "cb0071071c000280050001001100000006000200138800000600030000aa00003400028014000180"
                    + "08000100cb007107080002000a4d00021c00028005000100110000000600020000aa000006000300"
                    + "1388000006001200002a000008000c003df850b40800030000000008080007000000001e";

    private static final String UDP6_NEW =
            "c40000000001000600000000000000000a0000004c0001802c00018014000300fd77000000000000"
                    + "00000000000000021400040020010db80113000000000000000000071c0002800500010011000000"
                    + "06000200138800000600030000a200004c0002802c0001801400030020010db80113000000000000"
                    + "0000000714000400fd7700000000000000000000000000021c000280050001001100000006000200"
                    + "00a20000060003001388000008000c00dbf05a190800030000000008080007000000001e";

    private static final String TCP_NEW =
            "c4000000000100060000000000000000020000003400018014000180080001000a4d000208000200"
                    + "cb0071071c0002800500010006000000060002001388000006000300005000003400028014000180"
                    + "08000100cb007107080002000a4d00021c0002800500010006000000060002000050000006000300"
                    + "1388000008000c00ef8d08af08000300000000080800070000000078300004802c00018005000100"
                    + "01000000050002000a000000050003000000000006000400030000000600050000000000";

    private static final String UDP_DESTROY =
            "9400000002010000000000000437c791020000003400018014000180080001000a4d000208000200"
                    + "cb0071071c000280050001001100000006000200138800000600030000a200003400028014000180"
                    + "08000100cb007107080002000a4d00021c00028005000100110000000600020000a2000006000300"
                    + "1388000008000c00a816125c0800030000000208080007000000001b";

    private final EntryView view = new EntryView();

    @Test
    void aNewEntryIsReadAsTheReferenceToolShowsIt() {
        assertThat(read(UDP_NEW)).isTrue();
        var entry = view.entry();
        assertThat(view.kind()).isEqualTo(Kind.CREATED);
        assertThat(view.author()).isZero();
        assertThat(entry.key().protocol()).isEqualTo(17);
        assertThat(entry.key().zone()).isZero();
        assertThat(entry.key().original()).isEqualTo(tuple("10.77.0.2", 5000, "203.0.113.7", 162));
        assertThat(entry.key().reply()).isEqualTo(tuple("203.0.113.7", 162, "10.77.0.2", 5000));
        assertThat(entry.id()).isEqualTo(2820018780L);
        assertThat(entry.status()).isEqualTo(8);
        assertThat(entry.timeoutSeconds()).isEqualTo(30);
        assertThat(entry.tcpState()).isNull();
        assertThat(entry.key().unNated()).isTrue();
    }

    @Test
    void theZoneIsRead() {
        assertThat(read(UDP_ZONE_NEW)).isTrue();
        assertThat(view.entry().key().zone()).isEqualTo(42);
    }

    @Test
    void anEntryOfIPv6IsRead() {
        assertThat(read(UDP6_NEW)).isTrue();
        assertThat(view.entry().key().original()).isEqualTo(tuple("fd77::2", 5000, "2001:db8:113::7", 162));
        assertThat(view.entry().id()).isEqualTo(3689962009L);
    }

    @Test
    void theStateOfATcpEntryIsRead() {
        assertThat(read(TCP_NEW)).isTrue();
        assertThat(view.entry().tcpState()).isEqualTo(1);
        assertThat(view.entry().timeoutSeconds()).isEqualTo(120);
        assertThat(view.entry().key().protocol()).isEqualTo(6);
    }

    @Test
    void theEndOfAnEntryNamesWhoRemovedIt() {
        assertThat(read(UDP_DESTROY)).isTrue();
        assertThat(view.kind()).isEqualTo(Kind.DESTROYED);
        assertThat(view.author()).isEqualTo(0x91c73704L);
    }

    @Test
    void nothingOfTheMessageBeforeRemains() {
        read(UDP6_NEW);
        read(TCP_NEW);
        read(UDP_ZONE_NEW);
        read(UDP_NEW);
        var reused = view.entry();
        var fresh = new EntryView();
        each(UDP_NEW, fresh);
        assertThat(reused).isEqualTo(fresh.entry());
    }

    @Test
    void theRawFieldsAreJudgedAsTheEntryWouldBe() {
        read(UDP6_NEW);
        var service = new ServiceAddress(Ip.parse("2001:db8:113::7"), 162, 17);
        assertThat(view.towards(AddressFilter.of(Set.of(service)))).isTrue();
        assertThat(view.towards(AddressFilter.of(Set.of(new ServiceAddress(service.ip(), 163, 17)))))
                .isFalse();
        assertThat(view.unNated()).isTrue();
    }

    @Test
    void aMessageThatIsCutOffAnywhereNeverBreaksTheReader() {
        for (var whole : new String[] {UDP_NEW, UDP6_NEW, TCP_NEW, UDP_DESTROY}) {
            var bytes = HexFormat.of().parseHex(whole);
            for (var length = 0; length < bytes.length; length++) {
                var cut = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
                if (length >= 4) {
                    cut.putInt(0, length);
                }
                Messages.each(cut.limit(length), view::read);
            }
        }
    }

    @Test
    void lengthsThatLieNeverBreakTheReader() {
        for (var whole : new String[] {UDP_NEW, UDP6_NEW, TCP_NEW}) {
            for (var at = 20; at < whole.length() / 2; at++) {
                for (var lie : new byte[] {0, 1, 3, 4, 5, 127, -1}) {
                    var bytes = HexFormat.of().parseHex(whole);
                    bytes[at] = lie;
                    Messages.each(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), view::read);
                }
            }
        }
    }

    private boolean read(String hex) {
        return each(hex, view);
    }

    private static boolean each(String hex, EntryView view) {
        var datagram = ByteBuffer.wrap(HexFormat.of().parseHex(hex)).order(ByteOrder.LITTLE_ENDIAN);
        var understood = new boolean[1];
        Messages.each(datagram, (bytes, message, length) -> understood[0] = view.read(bytes, message, length));
        return understood[0];
    }

    private static FlowTuple tuple(String source, int sourcePort, String destination, int destinationPort) {
        return new FlowTuple(Ip.parse(source), Ip.parse(destination), sourcePort, destinationPort);
    }
}
