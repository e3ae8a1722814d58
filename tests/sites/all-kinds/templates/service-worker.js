self.kept = [{{ version | tojson }}, {{ offline | tojson }}, {{ addresses | tojson }}, {{ secret | tojson }}];
