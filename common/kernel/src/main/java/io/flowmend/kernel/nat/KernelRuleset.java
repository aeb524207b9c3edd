/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

import io.flowmend.kernel.netlink.Errno;
import io.flowmend.kernel.netlink.Messages;
import io.flowmend.kernel.netlink.NetlinkException;
import io.flowmend.kernel.netlink.NetlinkSocket;
import io.flowmend.kernel.netlink.Query;
import io.flowmend.kernel.netlink.Question;
import io.flowmend.kernel.netlink.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rules as the kernel holds them, through nfnetlink. Numbers of nf_tables.h. */
final class KernelRuleset implements Ruleset, AutoCloseable {

    private static final int NFTA_TABLE_NAME = 1;
    private static final int NFTA_RULE_TABLE = 1;
    private static final int NFTA_RULE_CHAIN = 2;
    private static final int NFTA_SET_TABLE = 1;
    private static final int NFTA_SET_NAME = 2;
    private static final int NFTA_SET_KEY_LEN = 5;
    private static final int NFTA_SET_ELEM_LIST_TABLE = 1;
    private static final int NFTA_SET_ELEM_LIST_SET = 2;
    private static final int NFTA_SET_ELEM_LIST_ELEMENTS = 3;
    private static final int NFTA_LIST_ELEM = 1;
    private static final int NFTA_SET_ELEM_KEY = 1;
    private static final int NFTA_DATA_VALUE = 1;
    private static final int NFTA_GEN_ID = 1;
    private static final int FAMILY = Messages.HEADER;

    private final NetlinkSocket socket;
    private final Query query;

    private KernelRuleset(NetlinkSocket socket) {
        this.socket = socket;
        this.query = new Query(socket);
    }

    /** Of the network namespace of the calling thread. */
    static KernelRuleset open() {
        return new KernelRuleset(NetlinkSocket.open(Question.Channel.NETFILTER));
    }

    @Override
    public int generation() {
        var answer = new ArrayList<Attributes>(1);
        query.one(
                header(Request.one(Question.GENERATION_GET), 0),
                (datagram, message, length) -> answer.add(Attributes.of(datagram, message, length)));
        return answer.getFirst()
                .number(NFTA_GEN_ID)
                .orElseThrow(() -> new IllegalStateException("the kernel's answer has no generation"));
    }

    @Override
    public List<BaseChain> baseChains() {
        var found = new ArrayList<BaseChain>();
        query.dump(
                header(Request.dump(Question.CHAINS_GET), 0),
                (datagram, message, length) -> BaseChain.of(
                                datagram.get(message + FAMILY), Attributes.of(datagram, message, length))
                        .ifPresent(found::add));
        return found;
    }

    boolean has(Table table) {
        return query.one(
                header(Request.one(Question.TABLE_GET), table.family()).attributeText(NFTA_TABLE_NAME, table.name()),
                (datagram, message, length) -> {});
    }

    boolean has(Table table, String chain) {
        var request = header(Request.one(Question.CHAINS_GET), table.family())
                .attributeText(BaseChain.NFTA_CHAIN_TABLE, table.name())
                .attributeText(BaseChain.NFTA_CHAIN_NAME, chain);
        return query.one(request, (datagram, message, length) -> {});
    }

    @Override
    public List<List<Expression>> rules(Table table, String chain) {
        var request = header(Request.dump(Question.RULES_GET), table.family())
                .attributeText(NFTA_RULE_TABLE, table.name())
                .attributeText(NFTA_RULE_CHAIN, chain);
        return all(request).stream().map(Expression::of).toList();
    }

    @Override
    public int keyLength(Table table, String set) {
        var request = header(Request.one(Question.SET_GET), table.family())
                .attributeText(NFTA_SET_TABLE, table.name())
                .attributeText(NFTA_SET_NAME, set);
        var answer = new ArrayList<Attributes>(1);
        query.one(request, (datagram, message, length) -> answer.add(Attributes.of(datagram, message, length)));
        return answer.stream()
                .findFirst()
                .flatMap(described -> described.number(NFTA_SET_KEY_LEN))
                .orElseThrow(() -> new NotUnderstoodException("set " + set + " is gone"));
    }

    @Override
    public Optional<Element> element(Table table, String set, byte[] key) {
        var request = elementsOf(Request.one(Question.ELEMENTS_GET), table, set);
        var list = request.begin(NFTA_SET_ELEM_LIST_ELEMENTS);
        var element = request.begin(NFTA_LIST_ELEM);
        var wrapped = request.begin(NFTA_SET_ELEM_KEY);
        request.attribute(NFTA_DATA_VALUE, key).end(wrapped).end(element).end(list);
        var answer = new ArrayList<Attributes>(1);
        query.one(request, (datagram, message, length) -> answer.add(Attributes.of(datagram, message, length)));
        return answer.stream()
                .flatMap(found -> found.list(NFTA_SET_ELEM_LIST_ELEMENTS).stream())
                .map(Element::of)
                .findFirst();
    }

    @Override
    public List<Element> elements(Table table, String set) {
        return all(elementsOf(Request.dump(Question.ELEMENTS_GET), table, set)).stream()
                .flatMap(part -> part.list(NFTA_SET_ELEM_LIST_ELEMENTS).stream())
                .filter(element -> !Element.endsAnInterval(element))
                .map(Element::of)
                .toList();
    }

    @Override
    public void close() {
        socket.close();
    }

    private List<Attributes> all(Request request) {
        var answers = new ArrayList<Attributes>();
        try {
            query.dump(request, (datagram, message, length) -> answers.add(Attributes.of(datagram, message, length)));
        } catch (NetlinkException refused) {
            if (refused.errno() == Errno.ENOENT) {
                throw new NotUnderstoodException("a chain or set is gone");
            }
            throw refused;
        }
        return answers;
    }

    private static Request elementsOf(Request request, Table table, String set) {
        return header(request, table.family())
                .attributeText(NFTA_SET_ELEM_LIST_TABLE, table.name())
                .attributeText(NFTA_SET_ELEM_LIST_SET, set);
    }

    private static Request header(Request request, int family) {
        return request.octet(family).octet(0).big16(0);
    }
}
