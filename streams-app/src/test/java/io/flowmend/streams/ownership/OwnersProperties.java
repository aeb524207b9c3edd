/* Licensed under Apache-2.0. */
package io.flowmend.streams.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Over any life of a pod: what is asked of a time later is what held at that time. */
class OwnersProperties {

    private static final List<String> ADDRESSES = List.of("10.0.0.1", "10.0.0.2", "10.0.0.3");

    @Property
    void whoOwnedItThenIsWhoOwnedItThen(@ForAll @Size(max = 30) List<@IntRange(min = 0, max = 8) Integer> life) {
        var pods = new Pods();
        var state = Ownership.NONE;
        Map<String, Owners> owners = new HashMap<>();
        List<Map<String, Boolean>> truth = new ArrayList<>();
        for (var step : life) {
            var next = state.on(version(pods, step));
            state = next.next();
            for (var owner : next.changes()) {
                owners.merge(owner.address(), new Owners(List.of(owner)), (all, one) -> all.with(owner));
            }
            Map<String, Boolean> held = new HashMap<>();
            for (var address : ADDRESSES) {
                var now = Pods.at(truth.size() + 1);
                held.put(address, state.held().containsKey(address));
                assertThat(owners.getOrDefault(address, Owners.NONE)
                                .ownerAt(now)
                                .isPresent())
                        .as("%s at %s", address, now)
                        .isEqualTo(held.get(address));
            }
            truth.add(held);
        }
        assertIntervals(owners, truth);
    }

    /** The last interval of the uid holds for every time since it began. */
    private static void assertIntervals(Map<String, Owners> owners, List<Map<String, Boolean>> truth) {
        owners.forEach((address, all) -> {
            var last = all.all().getLast();
            for (var second = 1; second <= truth.size(); second++) {
                var time = Pods.at(second);
                if (!time.isBefore(last.from())) {
                    assertThat(all.ownerAt(time).isPresent())
                            .isEqualTo(truth.get(second - 1).get(address));
                }
            }
            assertThat(all.formerAt(Pods.at(truth.size())).isEmpty())
                    .isEqualTo(truth.getLast().get(address));
        });
    }

    private static PodFact version(Pods pods, int what) {
        return switch (what) {
            case 0, 1, 2 -> pods.running(ADDRESSES.get(what));
            case 3 -> pods.running();
            case 4 -> pods.phase("Failed", ADDRESSES.getFirst());
            case 5 -> pods.terminating(Map.of("cni.projectcalico.org/podIP", ""), ADDRESSES.getFirst());
            case 6 -> pods.deleted(Map.of());
            case 7 -> pods.hostNetwork("192.0.2.1");
            default -> pods.terminating(Map.of(), ADDRESSES.get(1));
        };
    }
}
