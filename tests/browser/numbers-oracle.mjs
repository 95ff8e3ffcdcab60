// What all numbers come to, calculated anew: DuckDB over `data/*.csv` of a built
// site, by the formulae of the manual and not by our code. In: a site. Out: for
// each table of what things come to, its rows by their keys. Of the tables that
// are calculated themselves (totals, counts) nothing is read but to be compared.

import { DuckDBInstance } from '@duckdb/node-api';

const TYPES = { string: 'VARCHAR', integer: 'BIGINT', year: 'INTEGER', number: 'DOUBLE', boolean: 'BOOLEAN' };
/** The whole, which has no id. */
export const WHOLE = '*';

/** Opens the data of a site. */
export async function calculate(site) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const rows = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJS();
  const { resources } = JSON.parse(site.text('data/datapackage.json'));
  for (const { name, path, schema } of resources) {
    const columns = schema.fields.map((field) => `'${field.name.replaceAll("'", "''")}': '${TYPES[field.type]}'`);
    const named = schema.fields.map((field) => `"${field.name}" AS "${field.key}"`);
    const file = `${site.folder}/data/${path}`.replaceAll("'", "''");
    await connection.run(`CREATE TABLE "${name}" AS SELECT row_number() OVER () AS place, ${named} FROM read_csv('${file}', header = true, delim = ',', quote = '"', escape = '"', nullstr = '', parallel = false, columns = {${columns}})`);
  }
  for (const statement of STATEMENTS) await connection.run(statement);
  return { rows, close: () => (connection.closeSync(), instance.closeSync()) };
}

const STATEMENTS = [
  // Whatever stands above an organisation, itself and the whole with it.
  `CREATE TABLE up AS WITH RECURSIVE up AS (
     SELECT id, id AS above FROM organizations
     UNION ALL SELECT up.id, o.parent FROM up JOIN organizations o ON o.id = up.above WHERE o.parent IS NOT NULL)
   SELECT * FROM up UNION ALL SELECT id, '*' FROM organizations`,
  // One value of an organisation, metric, unit and year.
  `CREATE TABLE chosen AS SELECT * FROM (
     SELECT f.*, row_number() OVER (PARTITION BY f.metric, f.unit, f.organization, f.year
       ORDER BY f.achievement IS NOT NULL, f.restated,
         CASE WHEN f.restated THEN '' ELSE coalesce(substr(f.as_of, 6, 2), '12') || coalesce(nullif(substr(f.as_of, 9, 2), ''), '31') END DESC,
         r.place DESC, f.value DESC, f.place) AS rank
     FROM figures f JOIN reports r ON r.id = f.report) WHERE rank = 1`,
  `CREATE TABLE unit AS SELECT DISTINCT t.metric, t.unit, t.adds FROM totals t`,
  // Of each subtree the values, and which of them lie below another one of it.
  `CREATE TABLE within AS SELECT up.above, c.metric, c.unit, c.year, c.organization, c.value, c.precision
     FROM chosen c JOIN up ON up.id = c.organization`,
  `CREATE TABLE below AS SELECT DISTINCT w.above, w.metric, w.unit, w.year, w.organization, v.organization AS upper
     FROM within w JOIN up ON up.id = w.organization AND up.above <> w.organization
     JOIN within v ON v.organization = up.above AND (v.above, v.metric, v.unit, v.year) = (w.above, w.metric, w.unit, w.year)`,
  `CREATE TABLE taken AS SELECT * FROM within w WHERE NOT EXISTS (SELECT 1 FROM below b
     WHERE (b.above, b.metric, b.unit, b.year, b.organization) = (w.above, w.metric, w.unit, w.year, w.organization))`,
  // The years in whose volumes a report stands.
  `CREATE TABLE volumes AS SELECT r.id, r.organization, unnest(generate_series(
     CASE WHEN r.year - r.first_year < 10 THEN r.first_year ELSE r.year END, r.year))::INTEGER AS year FROM reports r`,
  `CREATE TABLE told AS SELECT DISTINCT up.above, v.year, v.organization FROM volumes v JOIN up ON up.id = v.organization`,
  `CREATE TABLE summed AS SELECT above, metric, unit, year, sum(value) AS sum, count(*) AS reporters,
     median(value) AS median, min(value) AS least, max(value) AS most,
     CASE WHEN count(precision) = 0 THEN 'exact' WHEN count(*) FILTER (precision IN ('nearly', 'about')) > 0 THEN 'about' ELSE 'at-least' END AS claim
     FROM taken GROUP BY ALL`,
  `CREATE TABLE collected AS SELECT s.above, s.metric, s.unit, s.year, count(DISTINCT x.organization) AS collected FROM summed s JOIN (
     SELECT w.above, w.metric, w.unit, w.year, w.organization FROM within w
     UNION SELECT s.above, s.metric, s.unit, s.year, t.organization FROM summed s JOIN told t ON (t.above, t.year) = (s.above, s.year)) x
     ON (x.above, x.metric, x.unit, x.year) = (s.above, s.metric, s.unit, s.year) GROUP BY ALL`,
  // What lies right below a value that is taken, each once.
  `CREATE TABLE short AS SELECT t.above, t.metric, t.unit, t.year, count(*) AS short FROM taken t JOIN unit u USING (metric, unit) JOIN (
     SELECT b.above, b.metric, b.unit, b.year, b.upper, sum(w.value) AS sum FROM below b
     JOIN within w ON (w.above, w.metric, w.unit, w.year, w.organization) = (b.above, b.metric, b.unit, b.year, b.organization)
     WHERE NOT EXISTS (SELECT 1 FROM below x JOIN below y ON (y.above, y.metric, y.unit, y.year, y.organization) = (x.above, x.metric, x.unit, x.year, x.upper)
       WHERE (x.above, x.metric, x.unit, x.year, x.organization) = (b.above, b.metric, b.unit, b.year, b.organization) AND y.upper = b.upper)
     GROUP BY ALL) s ON (s.above, s.metric, s.unit, s.year, s.upper) = (t.above, t.metric, t.unit, t.year, t.organization)
     WHERE u.adds AND s.sum > t.value GROUP BY ALL`,
  // Those that tell this year and the one before.
  `CREATE TABLE both_years AS SELECT a.above, a.metric, a.unit, a.year, a.organization, b.value AS before, a.value AS now
     FROM within a JOIN within b ON (b.above, b.metric, b.unit, b.organization) = (a.above, a.metric, a.unit, a.organization) AND b.year = a.year - 1`,
  `CREATE TABLE pairs AS SELECT * FROM both_years p WHERE NOT EXISTS (SELECT 1 FROM up JOIN both_years q ON q.organization = up.above
     AND (q.above, q.metric, q.unit, q.year) = (p.above, p.metric, p.unit, p.year) WHERE up.id = p.organization AND up.above <> p.organization)`,
  `CREATE TABLE changed AS SELECT p.above, p.metric, p.unit, p.year, count(*) AS comparable,
     CASE WHEN u.adds THEN sum(before) ELSE median(before) END AS before, CASE WHEN u.adds THEN sum(now) ELSE median(now) END AS now,
     count(*) >= 5 OR (any_value(n.both_of) = any_value(n.of_now) AND any_value(n.both_of) = any_value(n.of_before)) AS enough
     FROM pairs p JOIN unit u USING (metric, unit) JOIN (
       SELECT above, metric, unit, year, (SELECT count(*) FROM both_years b WHERE (b.above, b.metric, b.unit, b.year) = (g.above, g.metric, g.unit, g.year)) AS both_of,
         (SELECT count(*) FROM within w WHERE (w.above, w.metric, w.unit, w.year) = (g.above, g.metric, g.unit, g.year)) AS of_now,
         (SELECT count(*) FROM within w WHERE (w.above, w.metric, w.unit, w.year) = (g.above, g.metric, g.unit, g.year - 1)) AS of_before
       FROM (SELECT DISTINCT above, metric, unit, year FROM pairs) g) n ON (n.above, n.metric, n.unit, n.year) = (p.above, p.metric, p.unit, p.year)
     GROUP BY p.above, p.metric, p.unit, p.year, u.adds`,
  `CREATE TABLE expected_totals AS SELECT s.metric, s.above AS organization, s.year, s.unit, u.adds,
     CASE WHEN u.adds THEN s.sum END AS total, s.claim, s.reporters,
     (SELECT count(DISTINCT b.organization) FROM below b WHERE (b.above, b.metric, b.unit, b.year) = (s.above, s.metric, s.unit, s.year)) AS covered,
     coalesce(x.short, 0) AS short, c.collected, s.median, s.least, s.most, coalesce(d.comparable, 0) AS comparable, d.before, d.now, d.enough,
     CASE WHEN d.enough AND u.adds AND d.before > 0 THEN (d.now - d.before) / d.before * 100 WHEN d.enough AND NOT u.adds THEN d.now - d.before END AS change
     FROM summed s JOIN unit u USING (metric, unit)
     JOIN collected c ON (c.above, c.metric, c.unit, c.year) = (s.above, s.metric, s.unit, s.year)
     LEFT JOIN short x ON (x.above, x.metric, x.unit, x.year) = (s.above, s.metric, s.unit, s.year)
     LEFT JOIN changed d ON (d.above, d.metric, d.unit, d.year) = (s.above, s.metric, s.unit, s.year)`,
  // Reports by their last year, achievements and honours by their own.
  `CREATE TABLE expected_counts AS SELECT above AS organization, year, sum(reports)::BIGINT AS reports, sum(achievements)::BIGINT AS achievements,
     sum(nation + province + city + county + own + unsaid)::BIGINT AS honours, sum(nation)::BIGINT AS nation, sum(province)::BIGINT AS province,
     sum(city)::BIGINT AS city, sum(county)::BIGINT AS county, sum(own)::BIGINT AS own, sum(unsaid)::BIGINT AS unsaid FROM (
     SELECT up.above, r.year, count(*) AS reports, 0 AS achievements, 0 AS nation, 0 AS province, 0 AS city, 0 AS county, 0 AS own, 0 AS unsaid
       FROM reports r JOIN up ON up.id = r.organization GROUP BY ALL
     UNION ALL SELECT up.above, a.year, 0, count(*), 0, 0, 0, 0, 0, 0 FROM achievements a JOIN up ON up.id = a.organization GROUP BY ALL
     UNION ALL SELECT above, year, 0, 0, count(*) FILTER (rank = 'nation'), count(*) FILTER (rank = 'province'), count(*) FILTER (rank = 'city'),
       count(*) FILTER (rank = 'county'), count(*) FILTER (rank = 'own'), count(*) FILTER (rank = 'unsaid')
       FROM (SELECT DISTINCT up.above, h.year, h.rank, h.same FROM honours h JOIN up ON up.id = h.organization) GROUP BY ALL) GROUP BY ALL`,
  `CREATE TABLE about AS SELECT DISTINCT report, organization, year, topic FROM (
     SELECT id AS report, organization, year, unnest(string_split(topics, ';')) AS topic FROM reports
     UNION ALL SELECT r.id, r.organization, r.year, unnest(string_split(a.topics, ';')) FROM achievements a JOIN reports r ON r.id = a.report)`,
  `CREATE TABLE tagged AS SELECT organization, year, unnest(string_split(topics, ';')) AS topic FROM achievements`,
  `CREATE TABLE "expected_topic-counts" AS SELECT topic, above AS organization, year, sum(reports)::BIGINT AS reports, sum(achievements)::BIGINT AS achievements FROM (
     SELECT t.topic, up.above, t.year, count(*) AS reports, 0 AS achievements FROM about t JOIN up ON up.id = t.organization GROUP BY ALL
     UNION ALL SELECT t.topic, up.above, t.year, 0, count(*) FROM tagged t JOIN up ON up.id = t.organization GROUP BY ALL) GROUP BY ALL`,
  // The volume of a year, which has reports on several years too.
  `CREATE TABLE expected_volume AS SELECT y.year,
     (SELECT count(*) FROM volumes v WHERE v.year = y.year) AS reports,
     (SELECT count(DISTINCT organization) FROM volumes v WHERE v.year = y.year) AS organizations,
     (SELECT count(*) FROM achievements a WHERE a.year = y.year) AS achievements
     FROM (SELECT year FROM volumes UNION SELECT year FROM achievements) y`,
];

/** What the whole tables must be, by their keys. */
export const KEYS = {
  totals: ['metric', 'organization', 'year', 'unit'],
  counts: ['organization', 'year'],
  'topic-counts': ['topic', 'organization', 'year'],
};
