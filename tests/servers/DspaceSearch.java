import java.util.Properties;
import org.apache.solr.client.solrj.embedded.JettyConfig;
import org.apache.solr.client.solrj.embedded.JettySolrRunner;

/** Solr with the cores that lie in a folder, at a port of this machine: what DSpace searches with. */
public class DspaceSearch {
    public static void main(String[] arguments) throws Exception {
        JettyConfig settings = JettyConfig.builder().setPort(Integer.parseInt(arguments[1])).setContext("/solr").build();
        JettySolrRunner runner = new JettySolrRunner(arguments[0], new Properties(), settings);
        runner.start();
        System.out.println("READY");
        Thread.currentThread().join();
    }
}
