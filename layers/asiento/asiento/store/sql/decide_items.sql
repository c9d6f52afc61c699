-- Decides about items that wait, as for one alone, and writes it into their history. Returns those that nobody changed
-- since they were looked at; none without the key: its tenant is being erased.
-- Parameters: tenant_id uuid; items jsonb: objects of id, updated_at and status, the word for how it stood; decision
-- text: approve, reject or no_duplicate; stage text: the one that validates; status text: the word for how they stand
-- then; key_id uuid: who decides.

WITH chosen AS (
    SELECT * FROM jsonb_to_recordset(CAST(:items AS jsonb)) AS c (id uuid, updated_at timestamptz, status text)
), locked AS MATERIALIZED (
    -- In one order, so that two that decide about the same items wait for each other once.
    SELECT i.id, c.status FROM items i JOIN chosen c ON c.id = i.id AND c.updated_at = i.updated_at
    WHERE i.tenant_id = :tenant_id ORDER BY i.place, i.created_at, i.id FOR UPDATE OF i
), decided AS (
    UPDATE items i
    SET stage = CASE WHEN :decision = 'reject' THEN i.stage ELSE :stage END,
        state = CASE WHEN :decision = 'reject' THEN 'rejected' ELSE 'queued' END,
        accepted = CASE :decision
            WHEN 'approve' THEN coalesce(i.accepted, '[]')
                || jsonb_path_query_array(i.findings, '$[*] ? (@.severity == "review")')
            WHEN 'reject' THEN NULL ELSE i.accepted END,
        no_duplicate = i.no_duplicate OR :decision = 'no_duplicate',
        duplicate_of = CASE WHEN :decision = 'reject' THEN i.duplicate_of END,
        attached_to = NULL,
        findings = CASE WHEN :decision = 'reject' THEN i.findings ELSE '[]' END,
        error = CASE WHEN :decision = 'reject' AND i.state = 'failed' THEN i.error END,
        attempt = 0, lease = NULL, lease_until = NULL, updated_at = clock_timestamp(),
        undo = jsonb_build_object(
            'stage', i.stage, 'state', i.state, 'accepted', i.accepted, 'wrong_fields', i.wrong_fields, 'review_rank', i.review_rank,
            'no_duplicate', i.no_duplicate,
            'duplicate_of', i.duplicate_of, 'attached_to', i.attached_to, 'error', i.error, 'findings', i.findings)
    FROM locked l, api_keys k
    WHERE i.tenant_id = :tenant_id AND i.id = l.id AND k.tenant_id = :tenant_id AND k.id = :key_id
    RETURNING i.id, i.updated_at, l.status, k.id AS key_id, k.prefix, k.role
), told AS (
    INSERT INTO history (tenant_id, at, subject, subject_id, action, changes, key_id, key_prefix, key_role)
    SELECT :tenant_id, d.updated_at, 'item', d.id::text, :decision,
        jsonb_build_object('status', jsonb_build_object('before', d.status, 'after', CAST(:status AS text))),
        d.key_id, d.prefix, d.role
    FROM decided d
)
SELECT id FROM decided;
