/* Licensed under Apache-2.0. */
package io.flowmend.kernel.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** One message as bytes: netlink header, fixed part, attributes. Headers are in host order, values as their field says. */
public final class Request {

    private static final int NLM_F_REQUEST = 1;
    private static final int NLM_F_ACK = 4;
    private static final int NLM_F_DUMP = 0x300;
    private static final int NLA_F_NESTED = 1 << 15;
    private static final int CAPACITY = 1024;

    private final Message what;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(CAPACITY).order(ByteOrder.nativeOrder());

    private Request(Message what, int flags) {
        this.what = what;
        bytes.putInt(0).putShort((short) what.type()).putShort((short) (NLM_F_REQUEST | flags));
        bytes.putInt(0).putInt(0);
    }

    /** Asks for one. */
    public static Request one(Question question) {
        return new Request(question, 0);
    }

    /** Asks for all. */
    public static Request dump(Question question) {
        return new Request(question, NLM_F_DUMP);
    }

    /** Changes something; the kernel says whether it did. */
    public static Request order(Order order) {
        return new Request(order, NLM_F_ACK);
    }

    Message what() {
        return what;
    }

    public Request octet(int value) {
        bytes.put((byte) value);
        return this;
    }

    /** 16 bits, network order. */
    public Request big16(int value) {
        bytes.put((byte) (value >>> 8)).put((byte) value);
        return this;
    }

    /** 32 bits, host order. */
    public Request host32(int value) {
        bytes.putInt(value);
        return this;
    }

    /** Octets as they are. */
    public Request octets(byte[] value) {
        bytes.put(value);
        return this;
    }

    public Request zeros(int count) {
        for (var i = 0; i < count; i++) {
            bytes.put((byte) 0);
        }
        return this;
    }

    /** Attribute of one octet. */
    public Request attribute8(int type, int value) {
        return header(type, 1).octet(value).zeros(3);
    }

    /** Attribute of 16 bits in network order. */
    public Request attributeBig16(int type, int value) {
        return header(type, 2).big16(value).zeros(2);
    }

    /** Attribute of 32 bits in host order. */
    public Request attributeHost32(int type, int value) {
        return header(type, 4).host32(value);
    }

    /** Attribute of 32 bits in network order. */
    public Request attributeBig32(int type, long value) {
        return header(type, 4).big16((int) (value >>> 16)).big16((int) value);
    }

    /** Attribute of octets as they are. */
    public Request attribute(int type, byte[] value) {
        header(type, value.length);
        bytes.put(value);
        return zeros(-value.length & 3);
    }

    /** Attribute of a name that ends with a zero octet. */
    public Request attributeText(int type, String value) {
        return attribute(type, (value + '\0').getBytes(StandardCharsets.UTF_8));
    }

    /** Begins a nest; hand the answer to {@link #end}. */
    public int begin(int type) {
        var at = bytes.position();
        header(type | NLA_F_NESTED, 0);
        return at;
    }

    public Request end(int begun) {
        bytes.putShort(begun, (short) (bytes.position() - begun));
        return this;
    }

    private Request header(int type, int length) {
        bytes.putShort((short) (4 + length)).putShort((short) type);
        return this;
    }

    /** The finished message. */
    ByteBuffer sealed(int sequence) {
        bytes.putInt(0, bytes.position());
        bytes.putInt(8, sequence);
        return bytes.duplicate().order(ByteOrder.nativeOrder()).flip();
    }
}
