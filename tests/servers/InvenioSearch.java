import java.util.List;
import java.util.Map;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.geo.GeoModulePlugin;
import org.opensearch.index.mapper.MapperExtrasPlugin;
import org.opensearch.index.reindex.ReindexPlugin;
import org.opensearch.join.ParentJoinPlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.percolator.PercolatorPlugin;
import org.opensearch.transport.Netty4Plugin;

/** OpenSearch in one process, with the modules that InvenioRDM's indices need: arguments are a folder and two ports. */
public class InvenioSearch extends Node {
    InvenioSearch(Settings settings) {
        super(
            InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "search"),
            List.of(
                Netty4Plugin.class, CommonAnalysisPlugin.class, ReindexPlugin.class, MapperExtrasPlugin.class,
                ParentJoinPlugin.class, PercolatorPlugin.class, GeoModulePlugin.class),
            true);
    }

    public static void main(String[] arguments) throws Exception {
        new InvenioSearch(
            Settings.builder()
                .put("path.home", arguments[0])
                .put("http.port", arguments[1])
                .put("transport.port", arguments[2])
                .put("network.host", "127.0.0.1")
                .put("discovery.type", "single-node")
                .put("node.name", "search")
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .build()).start();
        Thread.currentThread().join();
    }
}
