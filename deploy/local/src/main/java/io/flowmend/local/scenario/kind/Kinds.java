/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Kind;
import java.util.List;

/** Every kind of event; a new one is a class and a line here, and its words in {@code docs/scenarios.md}. */
public final class Kinds {

    public static final List<Kind> ALL = List.of(
            new ServiceKind(),
            new SliceKind(),
            new PodKind(),
            new NamespaceKind(),
            new ClusterNodeKind(),
            new CutKind(),
            new ApprovalKind(),
            new ResultKind(),
            new EntryKind(),
            new SocketKind(),
            new ProxyKind(),
            new VersionsKind(),
            new SilentKind(),
            new LostKind(),
            new RestartKind());

    private Kinds() {}
}
